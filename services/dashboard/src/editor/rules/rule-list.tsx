import { GripVertical, MoreVertical } from "lucide-react";
import { Button, DropIndicator, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { Badge } from "../../ui/page.tsx";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { editorMessages } from "../messages/index.ts";
import { describeCondition, describeResult } from "./describe-rule.ts";
import { rulesMessages } from "./messages/index.ts";
import { moveItems, shiftItem } from "./move-rules.ts";
import type { RuleForm } from "./rule-form.ts";
import type { ReadWarnings } from "./use-lint.ts";

interface RuleListProps {
  rules: readonly RuleForm[];
  selectedId: string | undefined;
  onSelect: (id: string) => void;
  onChange: (rules: RuleForm[]) => void;
  onDuplicate: (rule: RuleForm, index: number) => void;
  readWarnings: ReadWarnings;
}

/** The rules in words, in the order in which they are tried. Dragging reorders them, also by keyboard. */
export function RuleList({ rules, selectedId, onSelect, onChange, onDuplicate, readWarnings }: RuleListProps) {
  const t = useMessages(rulesMessages);
  const editor = useMessages(editorMessages);
  const { dragAndDropHooks } = useDragAndDrop<RuleForm>({
    getItems: keys => [...keys].map(key => ({ "text/plain": toName(rules.findIndex(({ id }) => id === key)) })),
    onReorder: ({ keys, target }) =>
      onChange(moveItems(rules, keys as Set<string>, { ...target, key: String(target.key) })),
    renderDropIndicator: target => (
      <DropIndicator target={target} className="-my-1 h-0.5 rounded-full bg-transparent data-drop-target:bg-accent" />
    ),
  });
  const actions = {
    up: (index: number) => onChange(shiftItem(rules, index, -1)),
    down: (index: number) => onChange(shiftItem(rules, index, 1)),
    duplicate: (index: number) => onDuplicate(rules[index] as RuleForm, index),
    remove: (index: number) => onChange(rules.filter((_, at) => at !== index)),
  };
  return (
    <GridList
      aria-label={editor.rules}
      items={rules.map((rule, index) => ({ ...rule, index }))}
      dependencies={[rules, selectedId, readWarnings]}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={selectedId === undefined ? [] : [selectedId]}
      onSelectionChange={keys => keys !== "all" && keys.size > 0 && onSelect(String([...keys][0]))}
      dragAndDropHooks={dragAndDropHooks}
      className="flex flex-col gap-1.5"
    >
      {rule => (
        <GridListItem
          id={rule.id}
          textValue={toName(rule.index)}
          className="flex cursor-pointer items-center gap-2 rounded-lg border border-line px-2 py-2 data-dragging:opacity-50 data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-accent data-selected:border-accent data-selected:bg-accent-soft"
        >
          <Button
            slot="drag"
            className="flex size-8 shrink-0 cursor-grab items-center justify-center rounded-lg text-quiet"
          >
            <GripVertical size={16} aria-hidden />
          </Button>
          <RuleText rule={rule} index={rule.index} name={toName(rule.index)} readWarnings={readWarnings} />
          <Menu
            trigger={<IconButton label={t.ruleMenu(toName(rule.index))} icon={<MoreVertical size={16} />} />}
            onAction={action => actions[action as keyof typeof actions](rule.index)}
            disabledKeys={[...(rule.index === 0 ? ["up"] : []), ...(rule.index === rules.length - 1 ? ["down"] : [])]}
          >
            <MenuItem id="up">{t.moveUp}</MenuItem>
            <MenuItem id="down">{t.moveDown}</MenuItem>
            <MenuItem id="duplicate">{t.duplicate}</MenuItem>
            <MenuItem id="remove" isDanger>
              {t.removeRule}
            </MenuItem>
          </Menu>
        </GridListItem>
      )}
    </GridList>
  );

  function toName(index: number): string {
    return rules[index]?.name.trim() || t.ruleNumber(index + 1);
  }
}

interface RuleTextProps {
  rule: RuleForm;
  index: number;
  name: string;
  readWarnings: ReadWarnings;
}

function RuleText({ rule, index, name, readWarnings }: RuleTextProps) {
  const t = useMessages(rulesMessages);
  const errors = useFieldErrors();
  const pointer = `/rules/${index}`;
  const warned = [pointer, ...rule.conditions.map((_, i) => `${pointer}/conditions/${i}`)].flatMap(readWarnings);
  const isWrong = errors.within(`rules.${index}`) !== undefined;
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium wrap-anywhere">{name}</span>
        {isWrong && <Badge tone="act">{t.hasProblem}</Badge>}
        {warned.length > 0 && <Badge tone="watch">{t.warnings(warned.length)}</Badge>}
      </p>
      <p className="text-sm text-quiet wrap-anywhere">
        {t.sentence(
          rule.conditions.map(condition => shorten(describeCondition(condition, t))),
          shorten(describeResult(rule, t)),
        )}
      </p>
    </div>
  );
}

const maxPartLength = 80;

/** The editor of the rule shows long values and destinations whole. */
function shorten(text: string): string {
  const letters = Array.from(text);
  return letters.length > maxPartLength ? `${letters.slice(0, maxPartLength - 1).join("")}…` : text;
}
