using System.ComponentModel;

namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>
/// A program that is not ours and speaks one of our protocols. Where it is missing, tests that need it are skipped, or fail when
/// <c>CI_REQUIRE_CLIENTS</c> is 1.
/// </summary>
internal sealed class ForeignTool
{
    private const string RequiredVariable = "CI_REQUIRE_CLIENTS";
    private readonly string _name;
    private readonly Lazy<Task<string?>> _program;

    /// <param name="name">What it is and where it comes from.</param>
    /// <param name="programs">Where it may be, the best first.</param>
    /// <param name="question">Arguments that make it tell what it is.</param>
    /// <param name="sign">A part of what the right program then prints.</param>
    private ForeignTool(string name, string[] programs, string[] question, string sign)
    {
        _name = name;
        _program = new Lazy<Task<string?>>(() => Find(programs, question, sign));
    }

    /// <summary>The folder of the scripts and of what npm installs for them.</summary>
    internal static string Folder { get; } =
        Path.Combine(RepositoryRoot.Path, "tests", "EndToEnd.Tests", "Engines", "Embedded", "Clients");

    internal static ForeignTool Ws { get; } = new(
        "Node.js with the package ws (npm ci in tests/EndToEnd.Tests/Engines/Embedded/Clients)",
        ["node"],
        ["-p", "'version ' + require('ws/package.json').version"],
        "version 8.");

    // Debian's package is for Debian's Python, which need not be the first on the path.
    internal static ForeignTool Websockets { get; } = new(
        "Python with the package websockets (Debian: python3-websockets)",
        ["/usr/bin/python3", "python3"],
        ["-c", "import websockets; print('version', websockets.__version__)"],
        "version ");

    // The one that can end its side of a connection (-N), which others of this name cannot.
    internal static ForeignTool Netcat { get; } =
        new("OpenBSD's nc (Debian: netcat-openbsd)", ["nc.openbsd", "nc"], ["-h"], "\t-N\t");

    internal static ForeignTool OpenSsl { get; } = new("OpenSSL's command (Debian: openssl)", ["openssl"], ["version"], "OpenSSL ");

    internal static ForeignTool Curl { get; } = new("curl (Debian: curl)", ["curl"], ["--version"], "curl ");

    /// <summary>Runs it in <see cref="Folder"/>; skips the test, or fails it, where the program is missing.</summary>
    internal async Task<ForeignProcess> Start(params IEnumerable<string> arguments)
    {
        var program = await _program.Value;
        if (program is null && Environment.GetEnvironmentVariable(RequiredVariable) == "1")
        {
            Assert.Fail($"missing: {_name}");
        }

        Assert.SkipWhen(program is null, $"missing: {_name}");
        return new ForeignProcess(program, arguments);
    }

    private static async Task<string?> Find(string[] programs, string[] question, string sign)
    {
        foreach (var program in programs)
        {
            try
            {
                await using var asked = new ForeignProcess(program, question);
                var said = await asked.ReadRest() + await asked.Errors();
                if (said.Contains(sign, StringComparison.Ordinal))
                {
                    return program;
                }
            }
            catch (Win32Exception)
            {
                // There is no such program; nothing else tells it. The next may be there.
            }
        }

        return null;
    }
}
