using System.Diagnostics;

namespace EventPlatform.Bench.Sessions.Access;

/// <summary>The program of the gateway, as it was built beside this one or named by <c>--gateway</c>.</summary>
internal static class GatewayProgram
{
    /// <summary>Starts it; its standard output is read by the caller.</summary>
    /// <exception cref="BenchException">It is not there.</exception>
    public static Process Start(BenchOptions options, IEnumerable<string> arguments, bool withInput = false)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = withInput };
        start.ArgumentList.Add(FileOf(options));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new BenchException("dotnet does not start");
    }

    /// <summary>The hash of a password, made by the gateway's own <c>--hash-password</c>.</summary>
    /// <exception cref="BenchException">It makes none.</exception>
    public static string Hash(BenchOptions options, string password)
    {
        using var process = Start(options, ["--hash-password"], withInput: true);
        process.StandardInput.WriteLine(password);
        process.StandardInput.Close();
        var hash = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? hash : throw new BenchException($"--hash-password ended with {process.ExitCode}");
    }

    // artifacts/ENGINE/bin/PROJECT/CONFIGURATION/
    private static string FileOf(BenchOptions options)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var built = Path.GetFullPath(Path.Combine(here.FullName, "../../Gateway", here.Name, "EventPlatform.Gateway.dll"));
        var file = options.GatewayFile ?? built;
        return File.Exists(file) ? file : throw new BenchException($"{file} is not there: build src/Gateway or say --gateway FILE");
    }
}
