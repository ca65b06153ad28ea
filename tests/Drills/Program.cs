using EventPlatform.Drills;
using EventPlatform.Testing.Tools;

return await ToolProgram.Run<DrillOptions>(
    args, DrillOptions.Usage, DrillOptions.Parse, (options, end) => new DrillsRun(options, Console.Out).Run(end));
