import { pictureTypes } from "@shunt/contracts/social";
import { ImagePlus } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { PictureDropZone } from "../../ui/picture-drop-zone.tsx";
import { loadLogo } from "../load-logo.ts";
import { qrMessages } from "../messages/index.ts";

/** The logo stays in the browser, which draws an SVG without running its code. */
const logoTypes = [...pictureTypes, "image/svg+xml"];

interface LogoFieldProps {
  logo: string | undefined;
  onChange: (logo: string | undefined) => void;
}

/** A picture in the middle of the code, chosen or dropped here. */
export function LogoField({ logo, onChange }: LogoFieldProps) {
  const t = useMessages(qrMessages);
  const [isFailed, setFailed] = useState(false);
  const load = async (file: File) => {
    try {
      onChange(await loadLogo(file));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <PictureDropZone
        label={t.logo}
        types={logoTypes}
        onFile={load}
        preview={
          logo && <img src={logo} alt="" className="size-10 rounded-md border border-line bg-white object-contain" />
        }
        button={
          <Button>
            <ImagePlus size={16} aria-hidden /> {logo ? t.logoChange : t.logoChoose}
          </Button>
        }
      >
        {logo ? (
          <Button look="quiet" onPress={() => onChange(undefined)}>
            {t.logoRemove}
          </Button>
        ) : (
          <p className="text-sm text-quiet">{t.logoDrop}</p>
        )}
      </PictureDropZone>
      {isFailed && (
        <p role="alert" className="text-sm text-act">
          {t.logoFailed}
        </p>
      )}
    </div>
  );
}
