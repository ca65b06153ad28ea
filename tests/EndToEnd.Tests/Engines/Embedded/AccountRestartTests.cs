using System.Net;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>The product as a process of its own: accounts that were answered survive, however it ends.</summary>
public sealed class AccountRestartTests : IDisposable
{
    private const string Users = "config/core/getByName/default/users";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string DataPath => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Stop_AfterChanges_AccountsAreAsTheyWere()
    {
        string users, secrets;
        await using (var gateway = await GatewayProcess.Start(_ports, DataPath, Cancel))
        {
            using var rest = Rest();
            await rest.Post(Users, new { username = "anna", password = "correct horse", displayName = "Anna A." });
            await rest.Post(Users, new { username = "gone" });
            await rest.Post(Users, new { username = "zoe" });
            await rest.Delete($"{Users}/getByName/gone");
            await rest.Put($"{Users}/getByName/zoe", new { username = "renamed", enabled = false });
            (users, secrets) = await Read(rest);
            Assert.Contains("\"passwordHash\":\"", secrets, StringComparison.Ordinal);
            Assert.Equal(0, await gateway.Stop(Cancel));
        }

        await using var again = await GatewayProcess.Start(_ports, DataPath, Cancel);
        using var reader = Rest();
        Assert.Equal((users, secrets), await Read(reader));
        await using var api = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        Assert.Equal("ok", (await api.Login("anna", "correct horse")).GetProperty("result").GetString());
    }

    [Fact]
    public async Task Kill_WhileAddingAndRenaming_EverythingAnsweredIsThereOnce()
    {
        List<string> answered = [];
        await using (var gateway = await GatewayProcess.Start(_ports, DataPath, Cancel))
        {
            using var rest = Rest();
            var ended = Task.CompletedTask;
            for (var number = 0; await IsAdded(rest, number); number++)
            {
                answered.Add($"user{number}-renamed");
                ended = answered.Count == 50 ? gateway.Kill() : ended;
            }

            await ended;
        }

        await using var again = await GatewayProcess.Start(_ports, DataPath, Cancel);
        using var reader = Rest();
        var names = (await reader.Get(Users)).EnumerateArray().Select(user => user.GetProperty("username").GetString()!).ToList();
        Assert.InRange(answered.Count, 50, int.MaxValue);
        Assert.Empty(answered.Except(names));
        Assert.InRange(names.Count, answered.Count, answered.Count + 1);

        // And it goes on from there.
        Assert.True(await IsAdded(reader, 1_000_000));
    }

    /// <summary>Adds and renames, which mostly moves it to another shard.</summary>
    private static async Task<bool> IsAdded(RestClient rest, int number)
    {
        try
        {
            using var added = await rest.Send(HttpMethod.Post, Users, $$"""{"username":"user{{number}}"}""");
            using var renamed = await rest.Send(
                HttpMethod.Put, $"{Users}/getByName/user{number}", $$"""{"username":"user{{number}}-renamed"}""");
            return (added.StatusCode, renamed.StatusCode) == (HttpStatusCode.NoContent, HttpStatusCode.NoContent);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<(string Users, string Secrets)> Read(RestClient rest) =>
        ($"{await rest.Get(Users)}", $"{await rest.Get("config/core/getByName/default/directory?secrets=true")}");

    private RestClient Rest() => new(new Uri($"http://127.0.0.1:{_ports.Http}"));
}
