using System.Text;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>The line of each directory event (docs/protocols/status-interface.md, 3).</summary>
public sealed class DirectoryLineTests
{
    [Theory]
    [InlineData("Location", "Added", "LocationAddedEvent@#L")]
    [InlineData("Location", "Removed", "LocationRemovedEvent@#L")]
    [InlineData("Location", "Renamed", "LocationRenamedEvent@#old@#L")]
    [InlineData("Tenant", "Added", "TenantAddedEvent@#L@#T")]
    [InlineData("Tenant", "Removed", "TenantRemovedEvent@#L@#T")]
    [InlineData("Tenant", "Renamed", "TenantRenamedEvent@#L@#old@#T")]
    [InlineData("Status", "Added", "StatusAddedEvent@#L@#T@#x")]
    [InlineData("Status", "Removed", "StatusRemovedEvent@#L@#T@#x")]
    [InlineData("Status", "Renamed", "StatusRenameEvent@#L@#T@#old@#x")]
    [InlineData("Extension", "Added", "ExtensionAddedEvent@#L@#T@#x")]
    [InlineData("Extension", "Removed", "ExtensionRemovedEvent@#L@#T@#x")]
    [InlineData("Extension", "Renamed", "ExtensionRenamedEvent@#L@#T@#old@#x")]
    public void Directory_OfEachKind_IsTheLineOfTheTable(string place, string change, string line)
    {
        var kind = Enum.Parse<PlaceKind>(place);
        var what = Enum.Parse<PlaceChange>(change);
        var told = new DirectoryEvent(
            kind,
            what,
            Guid.Empty,
            kind switch { PlaceKind.Location => "L", PlaceKind.Tenant => "T", _ => "x" },
            what == PlaceChange.Renamed ? "old" : null,
            new NamedPlace(Guid.Empty, "L"),
            kind == PlaceKind.Location ? null : new NamedPlace(Guid.Empty, "T"),
            StatusType: null,
            User: null,
            Time: 0,
            default);
        Assert.Equal(line, Encoding.UTF8.GetString(EventLines.Directory(told).Span));
    }
}
