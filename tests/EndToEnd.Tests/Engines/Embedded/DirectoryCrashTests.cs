using EventPlatform.EndToEnd.Tests.DirectoryModel;
using EventPlatform.Grains;
using EventPlatform.Testing.Clients;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// A crash between any two writes of a change over several tenants and accounts: after the next start every door shows all of it or
/// nothing, and all of it when it was answered.
/// </summary>
public sealed class DirectoryCrashTests : IDisposable
{
    private const string FileStorage = "file";
    private const string Config = "config/core/getByName/default";
    private const string Live = "live/coreServers/getByName/default";
    private const string Password = "correct horse";
    private const string OsloId = "11111111-1111-4111-8111-111111111111";

    /// <summary>More writes than any of the changes makes.</summary>
    private const int WritesMax = 100;

    /// <summary>Three tenants at two locations, extensions with state, users bound to them, one with a password.</summary>
    private const string Before = """
        {"locations":[
          {"id":"11111111-1111-4111-8111-111111111111","name":"Oslo","tenants":[
            {"id":"11111111-1111-4111-8111-111111111112","name":"Sales",
             "statuses":[{"id":"11111111-1111-4111-8111-111111111113","name":"Lunch","type":"away"}],
             "extensions":[
               {"id":"11111111-1111-4111-8111-111111111114","extensionNumber":"1","status":"Lunch","note":"out","returnTime":1700000000000},
               {"id":"11111111-1111-4111-8111-111111111115","extensionNumber":"2","status":"Lunch"}]},
            {"id":"11111111-1111-4111-8111-111111111116","name":"Store",
             "extensions":[{"id":"11111111-1111-4111-8111-111111111117","extensionNumber":"1"}]}]},
          {"id":"22222222-2222-4222-8222-222222222221","name":"Bergen","tenants":[
            {"id":"22222222-2222-4222-8222-222222222222","name":"Shop",
             "extensions":[{"id":"22222222-2222-4222-8222-222222222223","extensionNumber":"9","note":"stays"}]}]}],
         "users":[
          {"id":"33333333-3333-4333-8333-333333333331","username":"anna","password":"correct horse",
           "extensionId":"11111111-1111-4111-8111-111111111114"},
          {"id":"33333333-3333-4333-8333-333333333332","username":"ben","extensionId":"11111111-1111-4111-8111-111111111117"},
          {"id":"33333333-3333-4333-8333-333333333333","username":"gone","password":"correct horse"}]}
        """;

    /// <summary>Removes, renames, adds and changes something of every kind.</summary>
    private const string After = """
        {"locations":[
          {"id":"11111111-1111-4111-8111-111111111111","name":"Trondheim","tenants":[
            {"id":"11111111-1111-4111-8111-111111111112","name":"Sale","statuses":[],
             "extensions":[
               {"id":"11111111-1111-4111-8111-111111111114","extensionNumber":"10","note":"in"},
               {"id":"11111111-1111-4111-8111-111111111118","extensionNumber":"3","note":"new","returnTime":1700000000000}]}]},
          {"id":"22222222-2222-4222-8222-222222222221","name":"Bergen","tenants":[
            {"id":"22222222-2222-4222-8222-222222222222","name":"Shop",
             "statuses":[{"id":"22222222-2222-4222-8222-222222222224","name":"Tea","type":"dnd"}],
             "extensions":[{"id":"22222222-2222-4222-8222-222222222223","extensionNumber":"9","status":"Tea"}]}]},
          {"id":"44444444-4444-4444-8444-444444444441","name":"Narvik","tenants":[
            {"id":"44444444-4444-4444-8444-444444444442","name":"New",
             "statuses":[{"id":"44444444-4444-4444-8444-444444444443","name":"Available","type":"available"}],
             "extensions":[{"id":"44444444-4444-4444-8444-444444444444","extensionNumber":"5","note":"n"}]}]}],
         "users":[
          {"id":"33333333-3333-4333-8333-333333333331","username":"annika","extensionId":"44444444-4444-4444-8444-444444444444"},
          {"id":"33333333-3333-4333-8333-333333333332","username":"ben"},
          {"id":"33333333-3333-4333-8333-333333333334","username":"zoe","password":"correct horse",
           "extensionId":"11111111-1111-4111-8111-111111111118"}]}
        """;

    private static readonly string[] Users = ["anna", "annika", "gone", "zoe"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("PUT", $"{Config}/directory", After)]
    [InlineData("DELETE", $"{Config}/locations/{OsloId}", null)]
    public async Task Change_CrashBeforeAnyWrite_IsThereAtAllDoorsOrAtNone(string method, string path, string? body)
    {
        var former = await Seed();
        var changed = await Changed(method, path, body);
        Assert.NotEqual(former, changed);

        List<bool> found = [];
        for (var (writes, isGoingOn) = (0, true); isGoingOn; writes++)
        {
            Assert.InRange(writes, 0, WritesMax);
            (var isAnswered, isGoingOn) = await Crash(method, path, body, writes);
            var shown = await Shown($"{writes}.db");
            Assert.True(shown == former || shown == changed, $"after {writes} writes:\n{shown}\nis neither\n{former}\nnor\n{changed}");
            Assert.True(!isAnswered || shown == changed, $"answered, and gone after {writes} writes:\n{shown}");
            found.Add(shown == changed);
        }

        // Before the deciding write there is nothing of it, from then on all.
        Assert.Equal(found.Order(), found);
        Assert.False(found[0]);
        Assert.InRange(found.Count, 4, WritesMax);
        TestContext.Current.TestOutputHelper!.WriteLine($"{found.Count} crashes, {found.Count(isThere => isThere)} with the change");
    }

    /// <summary>A store from which every round starts.</summary>
    /// <returns>What the doors show of it.</returns>
    private async Task<string> Seed()
    {
        await using (var platform = await Start("seeded.db", new WriteCut()))
        {
            Assert.Equal(200, await Send("PUT", $"{Config}/directory", Before));
        }

        return await Shown("seeded.db");
    }

    private async Task<string> Changed(string method, string path, string? body)
    {
        Copy("changed.db");
        await using (var platform = await Start("changed.db", new WriteCut()))
        {
            Assert.InRange(await Send(method, path, body), 200, 204);
        }

        return await Shown("changed.db");
    }

    /// <summary>Sends the change to a machine that stops after so many writes.</summary>
    private async Task<(bool IsAnswered, bool IsReached)> Crash(string method, string path, string? body, int writes)
    {
        Copy($"{writes}.db");
        var cut = new WriteCut();
        await using var platform = await Start($"{writes}.db", cut);
        cut.After(writes);
        var status = await Send(method, path, body);
        Assert.True(status is 200 or 204 or 500 or 503, $"{status}");
        return (status < 300, cut.IsReached);
    }

    private async Task<Platform> Start(string file, WriteCut cut)
    {
        var platform = await Platform.Start(configureSilo: silo =>
        {
            silo.AddSqliteGrainStorage(FileStorage, options => options.DataSource = PathOf(file));
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                PlatformGrains.Storage, (provider, _) => new CutStorage(provider.GetRequiredKeyedService<IGrainStorage>(FileStorage), cut));
        });
        await platform.AddGateway(_ports, "--Auth:Open=false", $"--Auth:Admin:Password={ModelDoors.AdminPassword}");
        return platform;
    }

    private async Task<int> Send(string method, string path, string? body)
    {
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{_ports.Http}"));
        using var response = await rest.Send(new HttpMethod(method), path, body);
        return (int)response.StatusCode;
    }

    /// <summary>What every door shows after a start; then a change is made, as it goes on from there.</summary>
    private async Task<string> Shown(string file)
    {
        await using var platform = await Start(file, new WriteCut());
        await using var doors = await ModelDoors.Connect(_ports);
        List<string> shown =
        [
            (await doors.Line(0, "get_extension_state")).Text,
            (await doors.Line(0, "get_statuses")).Text,
            (await doors.Rest(HttpMethod.Get, $"{Config}/directory")).Text,
            (await doors.Rest(HttpMethod.Get, $"{Live}/extensions")).Text,
            (await doors.Rest(HttpMethod.Get, $"{Config}/users")).Text,
            (await doors.Api("list", [])).Text,
        ];
        shown.AddRange(await Task.WhenAll(Users.Select(async user => $"{user}: {await doors.LogIn(user, Password)}")));

        Assert.Equal("204", (await doors.Rest(HttpMethod.Post, $"{Config}/locations", """{"name":"next"}""")).Text);
        Assert.Equal("204", (await doors.Rest(HttpMethod.Delete, $"{Config}/locations/getByName/next")).Text);
        return string.Join('\n', shown);
    }

    private void Copy(string file) => File.Copy(PathOf("seeded.db"), PathOf(file));

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);
}
