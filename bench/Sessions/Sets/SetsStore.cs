using System.Globalization;
using System.Text.Json;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Sets;

/// <summary>
/// A durable store for a started gateway, in a folder of its own that is gone at the end, with one tenant and an extension for each
/// connection.
/// </summary>
internal sealed class SetsStore : IDisposable
{
    /// <summary>Where the extensions are, as commands name it.</summary>
    internal const string Place = "Berlin@#Sales";

    /// <summary>The first extension's number; the others follow.</summary>
    internal const int FirstExtension = 1_000;

    /// <summary>What is set in turn, so that each set changes something.</summary>
    internal static readonly string[] Statuses = ["Lunch", "Available"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-bench-");

    public SetsStore(int extensionCount)
    {
        var document = new
        {
            locations = new[]
            {
                new
                {
                    name = "Berlin",
                    tenants = new[]
                    {
                        new
                        {
                            name = "Sales",
                            statuses = new[] { new { name = Statuses[0], type = "away" } },
                            extensions = Enumerable.Range(FirstExtension, extensionCount)
                                .Select(number => new { extensionNumber = number.ToString(CultureInfo.InvariantCulture) }),
                        },
                    },
                },
            },
        };
        File.WriteAllText(SeedFile, JsonSerializer.Serialize(document));

        // A signal ends this process without disposing of anything, see Program.
        AppDomain.CurrentDomain.ProcessExit += Remove;
    }

    private string SeedFile => Path.Combine(_folder.FullName, "directory.json");

    /// <summary>Options under which a gateway keeps its state there and serves the Status interface only.</summary>
    public BenchOptions Serve(BenchOptions options) => options with
    {
        Framing = Framing.Line,
        GatewayArguments =
        [
            "--Data:Path=" + Path.Combine(_folder.FullName, "store.db"),
            "--Directory:Seed=" + SeedFile,
            .. options.GatewayArguments,
        ],
    };

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Remove;
        Remove(null, EventArgs.Empty);
    }

    private void Remove(object? sender, EventArgs e) => _folder.Delete(recursive: true);
}
