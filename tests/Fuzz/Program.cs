using EventPlatform.Fuzz;

if (FuzzOptions.Parse(args, out var wrong) is not { } options)
{
    await Console.Error.WriteLineAsync($"{wrong}\n\n{FuzzOptions.Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
return await new FuzzRun(options, Console.Out).Run(stop.Token) ? 0 : 1;
