using EventPlatform.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>What Orleans promises of a grain's state, kept by our statements.</summary>
public sealed class StateTests(SiloAndClient cluster) : IClassFixture<SiloAndClient>
{
    private const string StateName = "note";

    public static TheoryData<string> Keys =>
    [
        GrainIdKeyExtensions.CreateGuidKey(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")).ToString()!,
        GrainIdKeyExtensions.CreateIntegerKey(-7).ToString()!,
        GrainIdKeyExtensions.CreateIntegerKey(7, "with text").ToString()!,
        "a text",
    ];

    private IGrainStorage Storage => cluster.Silo.Services.GetRequiredKeyedService<IGrainStorage>(PlatformGrains.Storage);

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Write_ByOne_IsReadByOther(string key)
    {
        var (grain, storage) = (GrainId.Create("notes", key), Storage);
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
        var read = new GrainState<Note>();

        await Storage.ReadStateAsync(StateName, GrainId.Create("notes", "none"), read);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal("", read.State!.Text);
    }

    [Fact]
    public async Task Write_OtherWroteMeanwhile_IsInconsistentAndChangesNothing()
    {
        var (grain, storage) = (GrainId.Create("notes", "shared"), Storage);
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
        var (grain, storage) = (GrainId.Create("notes", "first"), Storage);

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
        var (grain, storage) = (GrainId.Create("notes", "cleared"), Storage);
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

    public sealed class Note
    {
        public string Text { get; set; } = "";
    }
}
