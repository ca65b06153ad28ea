using EventPlatform.Fuzz;
using EventPlatform.Testing.Tools;

return await ToolProgram.Run<FuzzOptions>(
    args, FuzzOptions.Usage, FuzzOptions.Parse, (options, end) => new FuzzRun(options, Console.Out).Run(end));
