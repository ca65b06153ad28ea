using System.Diagnostics;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Who watches at another gateway: it sees the same a little later, in the same order.</summary>
internal sealed class SecondGateway : IDisposable
{
    private readonly LineClient _client;
    private int _seen;

    private SecondGateway(LineClient client) => _client = client;

    /// <summary>Every event line that had to come, from the beginning.</summary>
    internal List<string> Expected { get; } = [];

    /// <summary>Connects, and waits until it shows an empty directory.</summary>
    internal static async Task<SecondGateway> Connect(Ports ports)
    {
        var client = await LineClient.Connect(ports.Status);
        var since = Stopwatch.StartNew();
        while (true)
        {
            await client.Send("get_statuses");
            var locations = 0;
            for (var line = ""; line != "Status Report Finished"; line = await client.ReadLine())
            {
                locations += line?.StartsWith("Location@#", StringComparison.Ordinal) ?? false ? 1 : 0;
            }

            if (locations == 0)
            {
                return new SecondGateway(client);
            }

            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), "It never became empty.");
        }
    }

    /// <returns>What differs.</returns>
    internal async Task<string?> Compare(ModelDirectory directory)
    {
        for (; _seen < Expected.Count; _seen++)
        {
            var line = await _client.ReadLine();
            if (line != Expected[_seen])
            {
                return $"The other gateway: expected\n{Expected[_seen]}\ngot\n{line}";
            }
        }

        await _client.Send("get_extension_state");
        foreach (var expected in ModelReports.State(directory).Split('\n'))
        {
            var line = await _client.ReadLine();
            if (line != expected)
            {
                return $"The other gateway's report: expected\n{expected}\ngot\n{line}";
            }
        }

        return null;
    }

    public void Dispose() => _client.Dispose();
}
