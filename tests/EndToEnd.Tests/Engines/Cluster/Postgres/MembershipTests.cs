using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>The rows of silos change together with the version of their cluster, or not at all.</summary>
public sealed class MembershipTests(PostgresServer server) : IAsyncLifetime
{
    /// <summary>In whole seconds. Not long ago: the silo of these tests forgets rows that are not active and silent for days.</summary>
    private static readonly DateTime Start =
        DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).UtcDateTime;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SiloHost _silo = null!;

    private IMembershipTable Table => _silo.Services.GetRequiredService<IMembershipTable>();

    public async ValueTask InitializeAsync()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        _silo = await SiloHost.StartSilo(database);
    }

    public ValueTask DisposeAsync() => _silo?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Insert_VersionRead_IsThereWithAllItsFields()
    {
        var entry = Entry(1);
        entry.Status = SiloStatus.Joining;
        await Insert(entry);

        var read = await Table.ReadRowAsync(entry.SiloAddress, Cancel);

        var (row, _) = Assert.Single(read.Members);
        Assert.Equal(
            (entry.SiloAddress, "name1", "host", SiloStatus.Joining, 30_001, Start, Start.AddSeconds(1)),
            (row.SiloAddress, row.SiloName, row.HostName, row.Status, row.ProxyPort, row.StartTime, row.IAmAliveTime));
    }

    [Fact]
    public async Task Insert_TwoUnderOneVersion_OneIsRefusedAndLeavesNothing()
    {
        var version = (await Table.ReadAllAsync(Cancel)).Version;

        var entries = Enumerable.Range(10, 8).Select(Entry);

        var added = await Task.WhenAll(entries.Select(entry => Table.InsertRowAsync(entry, version.Next(), Cancel)));

        Assert.Single(added, isAdded => isAdded);
        var after = await Table.ReadAllAsync(Cancel);
        Assert.Equal(version.Version + 1, after.Version.Version);
        Assert.Equal(2, after.Members.Count);
    }

    [Fact]
    public async Task Insert_ThereAlready_IsRefusedAndVersionStays()
    {
        await Insert(Entry(2));
        var version = (await Table.ReadAllAsync(Cancel)).Version;

        Assert.False(await Table.InsertRowAsync(Entry(2), version.Next(), Cancel));
        Assert.Equal(version.Version, (await Table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Update_OldVersion_IsRefused()
    {
        var entry = Entry(3);
        await Insert(entry);
        var read = await Table.ReadRowAsync(entry.SiloAddress, Cancel);
        var (row, etag) = read.Members[0];
        row.Status = SiloStatus.Dead;
        row.AddSuspector(_silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress, Start);
        Assert.True(await Table.UpdateRowAsync(row, etag, read.Version.Next(), Cancel));

        row.Status = SiloStatus.Active;

        Assert.False(await Table.UpdateRowAsync(row, etag, read.Version.Next(), Cancel));
        var after = await Table.ReadRowAsync(entry.SiloAddress, Cancel);
        Assert.Equal(SiloStatus.Dead, after.Members[0].Item1.Status);
        Assert.Equal(Start, Assert.Single(after.Members[0].Item1.SuspectTimes!).Item2);
        Assert.Equal(read.Version.Version + 1, after.Version.Version);
    }

    [Fact]
    public async Task Update_Unknown_IsRefusedAndVersionStays()
    {
        var version = (await Table.ReadAllAsync(Cancel)).Version;

        Assert.False(await Table.UpdateRowAsync(Entry(4), "", version.Next(), Cancel));
        Assert.Equal(version.Version, (await Table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task SignOfLife_ChangesNoVersion()
    {
        var entry = Entry(5);
        await Insert(entry);
        var version = (await Table.ReadAllAsync(Cancel)).Version;
        entry.IAmAliveTime = Start.AddHours(1);

        await Table.UpdateIAmAliveAsync(entry, Cancel);

        var read = await Table.ReadRowAsync(entry.SiloAddress, Cancel);
        Assert.Equal((Start.AddHours(1), version.Version), (read.Members[0].Item1.IAmAliveTime, read.Version.Version));
    }

    [Fact]
    public async Task Cleanup_DeadAndSilentForLong_AreForgottenAlone()
    {
        var dead = Entry(6);
        dead.Status = SiloStatus.Dead;
        await Insert(dead);
        var recent = Entry(7);
        (recent.Status, recent.IAmAliveTime) = (SiloStatus.Dead, Start.AddDays(2));
        await Insert(recent);
        await Insert(Entry(8));

        await Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Start.AddDays(1)), Cancel);

        var left = (await Table.ReadAllAsync(Cancel)).Members.Select(member => member.Item1.SiloName).ToArray();
        Assert.Equal(3, left.Length);
        Assert.Contains("name7", left);
        Assert.Contains("name8", left);
    }

    [Fact]
    public async Task Delete_OfOneCluster_LeavesOthers()
    {
        var before = await Table.ReadAllAsync(Cancel);

        await Table.DeleteMembershipTableEntriesAsync("another", Cancel);

        Assert.Equal(before.Members.Count, (await Table.ReadAllAsync(Cancel)).Members.Count);
        await Table.DeleteMembershipTableEntriesAsync("default", Cancel);
        await Table.InitializeMembershipTableAsync(true, Cancel);
        var after = await Table.ReadAllAsync(Cancel);
        Assert.Equal((0, 0), (after.Members.Count, after.Version.Version));
    }

    private async Task Insert(MembershipEntry entry) =>
        Assert.True(await Table.InsertRowAsync(entry, (await Table.ReadAllAsync(Cancel)).Version.Next(), Cancel));

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 20_000 + number, 1),
        SiloName = $"name{number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30_000 + number,
        StartTime = Start,
        IAmAliveTime = Start.AddSeconds(1),
    };
}
