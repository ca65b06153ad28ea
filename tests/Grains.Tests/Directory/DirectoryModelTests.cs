using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Edits, imports and sets at random, against plain lists; now and then all memory of the grains is lost.</summary>
public sealed class DirectoryModelTests
{
    private const int Seed = 20_250_802;
    private const int Steps = 1_500;
    private const int ForgetEvery = 60;

    private readonly Random _random = new(Seed);
    private readonly Dictionary<string, int> _seen = [];
    private readonly RandomDocuments _documents;
    private AccountWorld _world = null!;
    private PlainDirectory _model = null!;

    public DirectoryModelTests() => _documents = new RandomDocuments(_random);

    [Fact]
    public async Task ChangesAtRandom_DoWhatThePlainModelDoes()
    {
        await using var world = _world = await AccountWorld.Start();
        _model = PlainDirectory.Of(await world.Export(), await world.Number());
        for (var step = 1; step <= Steps; step++)
        {
            var before = _model.Text();
            var what = await Step();
            var actual = await world.Export();
            _model.Learn(actual);
            var (expected, got) = (_model.Text(), actual.Text());
            Assert.True(expected == got, $"Step {step}, {what}:\n{before}\n=> expected\n{expected}\n, got\n{got}");
            Assert.True(_model.Number == await world.Number(), $"Step {step}, {what}: number");
            if (step % ForgetEvery == 0)
            {
                await Forget(actual);
                Assert.Equal(_model.Text(), (await world.Export()).Text());
            }
        }

        // The run is worth its time only if it goes everywhere.
        string[] all =
        [
            .. Enum.GetValues<PlaceKind>().SelectMany<PlaceKind, string>(kind =>
                [$"Add {kind} ", $"Change {kind} ", $"Remove {kind} ", $"Add {kind} Taken name", $"Change {kind} Taken name"]),
            "Add Status Conflict name", "Remove Status Conflict ", "Add Tenant NotFound parent", "import changes", "import nothing",
            "import refused", "trial changes", "set",
        ];
        Assert.Empty(all.Except(_seen.Keys));
    }

    private async Task<string> Step()
    {
        var what = _random.Next(10) switch
        {
            < 4 => await Edit(),
            < 8 => await Import(),
            _ => await Set(),
        };
        _seen[what] = _seen.GetValueOrDefault(what) + 1;
        return what;
    }

    private async Task<string> Edit()
    {
        var kind = (PlaceKind)_random.Next(4);
        var action = (PlaceAction)(_random.Next(6) switch { < 3 => 0, 3 or 4 => 1, _ => 2 });
        if (action == PlaceAction.Remove && kind <= PlaceKind.Tenant && _random.Next(4) > 0)
        {
            // Or there would seldom be much.
            action = PlaceAction.Add;
        }

        var all = _model.All().ToList();
        var parent = kind == PlaceKind.Location ? null
            : _documents.Any([.. all.Where(place => place.Below(kind) is not null || _random.Next(20) == 0)])?.Id;
        var siblings = kind == PlaceKind.Location ? _model.Locations : all.FirstOrDefault(place => place.Id == parent)?.Below(kind) ?? [];
        var id = action == PlaceAction.Add
            ? _random.Next(8) switch { < 4 => null, 4 => _documents.Any(all)?.Id, _ => TestIds.New() }
            : _random.Next(10) == 0 ? TestIds.New() : _documents.Any(siblings)?.Id ?? TestIds.New();
        var name = kind switch
        {
            PlaceKind.Location => _documents.LocationName,
            PlaceKind.Tenant => _documents.TenantName,
            PlaceKind.Status => _documents.StatusName,
            _ => _documents.Number,
        };
        var detail = kind switch { PlaceKind.Status => "xa", PlaceKind.Extension when _random.Next(2) == 0 => "shown", _ => null };
        var form = action == PlaceAction.Remove ? null
            : new PlaceForm(action == PlaceAction.Change && _random.Next(3) == 0 ? null : name, detail);
        var edit = new PlaceEdit(action, kind, parent, id, form, null, IsTrial: false);
        var expected = _model.Edit(edit);
        var actual = await _world.Directory.Edit(edit);
        var text = $"{action} {kind} {expected?.Kind} {expected?.Field}".TrimEnd();
        Assert.True((expected?.Kind, expected?.Field) == (actual.Refusal?.Kind, actual.Refusal?.Field), $"{text}: {actual.Refusal}");
        return expected is null ? $"{action} {kind} " : $"{action} {kind} {expected.Kind} {expected.Field}";
    }

    private async Task<string> Import()
    {
        var document = _documents.Like(_model.Export());
        var expected = new PlainImport(_model, document);
        var isTrial = _random.Next(5) == 0;
        var actual = await _world.Import(document, isTrial);
        Assert.True(expected.IsOk == actual.IsOk, $"{actual.Refusal}: {_model.Text()} <- {document.Text()}");
        if (!expected.IsOk)
        {
            return "import refused";
        }

        var counts = (actual.Value!.Added, actual.Value.Renamed, actual.Value.Changed, actual.Value.Removed);
        var wanted = (expected.Added, expected.Renamed, expected.Changed, expected.Removed);
        Assert.True(wanted == counts, $"Expected {wanted}, got {counts}: {_model.Text()} <- {document.Text()}");
        var number = _model.Number;
        if (!isTrial)
        {
            _model.Become(expected.After);
        }

        Assert.Equal(_model.Number, actual.Value.Number);
        return isTrial ? actual.Value.Changes.IsEmpty ? "trial nothing" : "trial changes"
            : _model.Number == number ? "import nothing" : "import changes";
    }

    private async Task<string> Set()
    {
        var tenants = _model.All().Where(place => place.Kind == PlaceKind.Tenant && place.Second.Count > 0).ToList();
        if (_documents.Any(tenants) is not { } tenant)
        {
            return "no set";
        }

        var extension = _documents.Any(tenant.Second)!;
        extension.Status = _documents.Any(tenant.First);
        extension.Note = $"n{_random.Next(3)}";
        var set = await _world.Cluster.Grain<IExtensionGrain>(extension.Id!.Value).Set(
            new SetExtension(tenant.Id!.Value, extension.Status!.Name, extension.Note, null, null));
        Assert.True(set.IsOk, $"{set.Refusal}");
        return "set";
    }

    private async Task Forget(DirectoryDocument document)
    {
        await _world.Forget();
        foreach (var tenant in document.Locations!.Value.SelectMany(location => location.Tenants!.Value))
        {
            await _world.Cluster.Forget(_world.Cluster.Grain<ITenantGrain>(tenant.Id!.Value));
            foreach (var extension in tenant.Extensions!.Value)
            {
                await _world.Cluster.Forget(_world.Cluster.Grain<IExtensionGrain>(extension.Id!.Value));
            }
        }
    }
}
