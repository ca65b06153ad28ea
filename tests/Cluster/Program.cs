using EventPlatform.ClusterRounds;
using EventPlatform.Testing.Tools;

return await ToolProgram.Run<RoundsOptions>(
    args, RoundsOptions.Usage, RoundsOptions.Parse, (options, end) => new RoundsRun(options, Console.Out).Run(end));
