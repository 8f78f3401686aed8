/** Maximum number of shards of the click queue. In a file of its own, so that a configuration loads no BullMQ. */
export const maxClickShards = 32;
