using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills;

/// <summary>What a drill works with.</summary>
/// <param name="Folder">For its files; empty.</param>
internal sealed record DrillContext(string Folder)
{
    /// <summary>A folder within, made when it is not there.</summary>
    public string Sub(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    /// <summary>Runs a program of the product until it ends.</summary>
    /// <param name="program">Its dll.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="code">The exit code that is right.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it printed, both outputs.</returns>
    /// <exception cref="BrokenPromiseException">It ended with another code.</exception>
    public static async Task<string> RunToEnd(string program, string[] arguments, int code, CancellationToken cancellationToken)
    {
        await using var process = ClusterProcess.Launch(program, arguments);
        var ended = await process.ExitCode(cancellationToken);
        var text = $"{process.Output}{process.Errors}";
        Promise(ended == code, $"{string.Join(' ', arguments[^2..])} ended with {ended}, not {code}: {text}");
        return text;
    }

    /// <exception cref="BrokenPromiseException">It is not so.</exception>
    public static void Promise(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }
}
