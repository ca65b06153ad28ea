namespace EventPlatform.Drills;

/// <summary>One drill after the other, each in a folder of its own.</summary>
internal sealed class DrillsRun(DrillOptions options, TextWriter output)
{
    /// <summary>A drill that hangs is broken, too.</summary>
    private static readonly TimeSpan DrillLimit = TimeSpan.FromMinutes(5);

    /// <returns>Whether every promise was kept.</returns>
    public async Task<bool> Run(CancellationToken cancellationToken)
    {
        var isKept = true;
        foreach (var name in options.Drills)
        {
            isKept &= await IsKept(Drill.Of(name), cancellationToken);
        }

        return isKept;
    }

    private async Task<bool> IsKept(Drill drill, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory($"eventplatform-{drill.Name}-").FullName;
        var start = Clock.Now;
        var isKept = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DrillLimit);
        try
        {
            var measured = await drill.Run(new DrillContext(folder), limit.Token);
            isKept = true;
            await output.WriteLineAsync($"kept   {drill.Name}: {measured}; {Clock.Text(Clock.Since(start))}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync(
                $"BROKEN {drill.Name}: {(exception is BrokenPromiseException ? exception.Message : exception.ToString())}");
        }
        finally
        {
            if (isKept && !options.Keep)
            {
                Directory.Delete(folder, recursive: true);
            }
            else
            {
                await output.WriteLineAsync($"       files: {folder}");
            }
        }

        return isKept;
    }
}
