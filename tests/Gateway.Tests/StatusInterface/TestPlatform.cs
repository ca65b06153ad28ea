using System.Diagnostics.Metrics;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>The interface with a directory of its own: no sockets, no grains. Berlin and Sales exist, with 20, 300, 1000.</summary>
internal sealed class TestPlatform : IDisposable
{
    public static readonly Guid Sales = new("00000000-0000-0000-0000-000000000001");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TimingWheel _wheel;

    public TestPlatform(int extensionCount = 0)
    {
        _wheel = new TimingWheel(Clock, NullLogger<TimingWheel>.Instance);
        var calls = new GrainCalls(Clock, new FixedIds(), NullLogger<GrainCalls>.Instance);
        Meters = _services.GetRequiredService<IMeterFactory>();
        Door = new StatusDoor(Store, new PlatformMetrics(Meters));
        Commands = new FakeCommands(Store, Door);
        Freezer = new ReplicaFreezer(Store);
        Endpoint = new StatusEndpoint(
            () => Settings, new AddressConnections(), Door, new CommandRunner(Store, Freezer, Commands, new SetErrors(calls)));
        ShowLocations(extensionCount);
    }

    public ManualTimeProvider Clock { get; } = new();

    public ReplicaStore Store { get; } = new();

    public PlatformOptions Settings { get; set; } = new();

    public StatusDoor Door { get; }

    public FakeCommands Commands { get; }

    public ReplicaFreezer Freezer { get; }

    public StatusEndpoint Endpoint { get; }

    public IMeterFactory Meters { get; }

    public ExtensionView this[string number] => Store.FindTenant(Sales)!.FindExtension(number)!;

    /// <summary>An address of the tenant Sales.</summary>
    public static string At(string number) => $"@#Berlin@#Sales@#{number}";

    /// <param name="outputBytesMax">Unread bytes at which the server waits for the client.</param>
    public TestClient Connect(int outputBytesMax = 1 << 30)
    {
        var wire = new PipeWire(outputBytesMax);
        var runner = new ConnectionRunner(_wheel, new OpenConnections(), NullLogger<ConnectionRunner>.Instance);
        MessageConnection? connection = null;
        var served = runner.Run(wire, Framing.Line, StatusEndpoint.OptionsOf(Settings.Limits), given => Endpoint.Run(connection = given));
        return new TestClient(wire, connection!, served);
    }

    /// <summary>Changes an extension as the apply loop does: the replica first, then the events.</summary>
    public void Change(string number, ExtensionState state, ExtensionFields changed, Action? whenApplied = null) =>
        Commands.Apply(this[number], state, changed, whenApplied);

    public void Note(string number, string note) => Change(number, this[number].State with { Note = note }, ExtensionFields.Note);

    /// <summary>Directory as the apply loop shows it after a change.</summary>
    public void Show(params (string Name, (Guid Id, string Name, TenantSnapshot Content)[] Tenants)[] locations)
    {
        lock (Store.Gate)
        {
            var views = locations.Select((location, index) => LocationOf(index, location.Name, location.Tenants));
            Store.Show(1, new CoreServer(Guid.Empty, "default", "default"), [.. views], AccountTable.Empty);
        }
    }

    public static TenantSnapshot Tenant(params string[] numbers) => new(
        new ChangeNumber(1, 1),
        1,
        [Status(0, "Available", "available"), Status(1, "Lunch", "away"), Status(2, "Büro", "xa")],
        [.. numbers.Select((number, index) =>
            new ExtensionEntry(new Guid(index + 1, 1, 0, [0, 0, 0, 0, 0, 0, 0, 0]), number, number, ExtensionState.Initial))]);

    public void Dispose()
    {
        _wheel.Dispose();
        _services.Dispose();
    }

    private static StatusEntry Status(int number, string name, string type) =>
        new(number, new Guid(number + 1, 2, 0, [0, 0, 0, 0, 0, 0, 0, 0]), name, type);

    private static LocationView LocationOf(int index, string name, (Guid Id, string Name, TenantSnapshot Content)[] tenants)
    {
        var location = new LocationView(new Guid(index + 1, 3, 0, [0, 0, 0, 0, 0, 0, 0, 0]), name);
        location.Tenants = [.. tenants.Select(tenant => new TenantView(tenant.Id, tenant.Name, location, tenant.Content))];
        return location;
    }

    private void ShowLocations(int extensionCount)
    {
        var numbers = extensionCount == 0
            ? ["20", "300", "1000"]
            : Enumerable.Range(10_000, extensionCount).Select(number => number.ToString("D", null)).ToArray();
        var empty = new TenantSnapshot(new ChangeNumber(1, 1), 1, [Status(0, "Available", "available")], []);
        Show(("Berlin", [(Sales, "Sales", Tenant(numbers)), (Guid.Empty, "Leer", empty)]), ("Wien", []));
    }
}
