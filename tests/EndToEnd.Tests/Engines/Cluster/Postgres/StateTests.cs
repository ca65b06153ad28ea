using EventPlatform.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>What Orleans promises of a grain's state, kept by our statements.</summary>
public sealed class StateTests(PostgresServer server)
{
    private const string StateName = "note";

    public static TheoryData<string> Keys =>
    [
        GrainIdKeyExtensions.CreateGuidKey(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")).ToString()!,
        GrainIdKeyExtensions.CreateIntegerKey(-7).ToString()!,
        GrainIdKeyExtensions.CreateIntegerKey(7, "with text").ToString()!,
        "a text",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Write_ByOne_IsReadByOther(string key)
    {
        await using var silo = await Silo();
        var (grain, storage) = (GrainId.Create("notes", key), Storage(silo));
        var written = new GrainState<Note>(new Note { Text = "first \0 \u00e9" });
        await storage.WriteStateAsync(StateName, grain, written);
        written.State!.Text = "second";
        await storage.WriteStateAsync(StateName, grain, written);

        var read = new GrainState<Note>();
        await storage.ReadStateAsync(StateName, grain, read);

        Assert.True(read.RecordExists);
        Assert.Equal("second", read.State!.Text);
        Assert.Equal(("2", "2"), (written.ETag, read.ETag));
    }

    [Fact]
    public async Task Read_NeverWritten_IsNew()
    {
        await using var silo = await Silo();
        var read = new GrainState<Note>();

        await Storage(silo).ReadStateAsync(StateName, GrainId.Create("notes", "none"), read);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal("", read.State!.Text);
    }

    [Fact]
    public async Task Write_OtherWroteMeanwhile_IsInconsistentAndChangesNothing()
    {
        await using var silo = await Silo();
        var (grain, storage) = (GrainId.Create("notes", "shared"), Storage(silo));
        var one = new GrainState<Note>(new Note { Text = "one" });
        await storage.WriteStateAsync(StateName, grain, one);
        var other = new GrainState<Note>();
        await storage.ReadStateAsync(StateName, grain, other);
        await storage.WriteStateAsync(StateName, grain, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(StateName, grain, other));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(StateName, grain, other));
        await storage.ReadStateAsync(StateName, grain, other);
        Assert.Equal(("2", "one"), (other.ETag, other.State!.Text));
    }

    [Fact]
    public async Task Write_ManyFirstAtOnce_OneSucceeds()
    {
        await using var silo = await Silo();
        var (grain, storage) = (GrainId.Create("notes", "first"), Storage(silo));

        var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            try
            {
                await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note { Text = $"{writer}" }));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));

        Assert.Single(writes, isWritten => isWritten);
    }

    [Fact]
    public async Task Clear_ThenWriteWithoutReading_IsInconsistent()
    {
        await using var silo = await Silo();
        var (grain, storage) = (GrainId.Create("notes", "cleared"), Storage(silo));
        var state = new GrainState<Note>(new Note { Text = "gone" });
        await storage.WriteStateAsync(StateName, grain, state);

        await storage.ClearStateAsync(StateName, grain, state);

        Assert.False(state.RecordExists);
        var late = new GrainState<Note>(new Note { Text = "late" });
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(StateName, grain, late));
        state.State = new Note { Text = "again" };
        await storage.WriteStateAsync(StateName, grain, state);
        await storage.ReadStateAsync(StateName, grain, late);
        Assert.Equal(("3", "again"), (late.ETag, late.State!.Text));
    }

    private async Task<SiloHost> Silo()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        return await SiloHost.StartSilo(database);
    }

    private static IGrainStorage Storage(SiloHost silo) => silo.Services.GetRequiredKeyedService<IGrainStorage>(PlatformGrains.Storage);

    public sealed class Note
    {
        public string Text { get; set; } = "";
    }
}
