using System.ComponentModel;
using System.Diagnostics;

namespace EventPlatform.Infra.Tests;

/// <summary>
/// A program that checks files as their users will. Where it is missing, tests that need it are skipped, or fail when
/// <c>CI_REQUIRE_CLIENTS</c> is 1.
/// </summary>
internal static class Tool
{
    private const string RequiredVariable = "CI_REQUIRE_CLIENTS";

    /// <summary>Runs it to its end.</summary>
    /// <param name="name">The program; Debian's are also looked for where only root looks.</param>
    /// <param name="package">Debian's package that has it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    public static async Task<(int Code, string Output, string Errors)> Run(
        string name, string package, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] += ":/usr/local/sbin:/usr/sbin:/sbin";
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Start(start);
        if (process is null)
        {
            Missing($"{name} (Debian: {package})");
        }

        var output = process!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Skips the test, or fails it.</summary>
    public static void Missing(string what)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(RequiredVariable) != "1", $"missing: {what}");
        Assert.Fail($"missing: {what}");
    }

    private static Process? Start(ProcessStartInfo start)
    {
        // Looked up by the path of this process, not by that given to the other.
        var folders = start.Environment["PATH"]!.Split(':');
        start.FileName = folders.Select(folder => Path.Combine(folder, start.FileName)).FirstOrDefault(File.Exists) ?? start.FileName;
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            // There is no such program; nothing else tells it.
            return null;
        }
    }
}
