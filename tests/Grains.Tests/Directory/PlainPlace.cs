using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>A place of <see cref="PlainDirectory"/>, whatever its kind.</summary>
internal sealed class PlainPlace
{
    internal PlaceKind Kind { get; init; }

    internal Guid? Id { get; set; }

    internal required string Name { get; set; }

    internal string? Detail { get; set; }

    /// <summary>Tenants of a location, statuses of a tenant.</summary>
    internal List<PlainPlace> First { get; init; } = [];

    /// <summary>Extensions of a tenant.</summary>
    internal List<PlainPlace> Second { get; init; } = [];

    /// <summary>Of an extension.</summary>
    internal PlainPlace? Status { get; set; }

    internal string Note { get; set; } = "";

    internal long ReturnTime { get; set; } = -1;

    internal bool IsAvailable => Kind == PlaceKind.Status && Name == "Available";

    internal static PlainPlace New(PlaceKind kind, Guid? id, string name, string? detail)
    {
        var place = new PlainPlace { Kind = kind, Id = id, Name = name, Detail = kind == PlaceKind.Extension ? detail ?? name : detail };
        if (kind == PlaceKind.Tenant)
        {
            place.First.Add(New(PlaceKind.Status, null, "Available", "available"));
        }

        return place;
    }

    internal static PlainPlace Of(LocationDocument location) => new()
    {
        Kind = PlaceKind.Location,
        Id = location.Id,
        Name = location.Name,
        First = [.. location.Tenants!.Value.Select(Of)],
    };

    /// <summary>The ids of those that have none yet, by their names.</summary>
    internal static void Learn(List<PlainPlace> places, List<PlainPlace> actual)
    {
        foreach (var place in places)
        {
            var there = actual.FirstOrDefault(one => one.Name == place.Name);
            place.Id ??= there?.Id;
            Learn(place.First, there?.First ?? []);
            Learn(place.Second, there?.Second ?? []);
        }
    }

    internal List<PlainPlace>? Below(PlaceKind kind) => (Kind, kind) switch
    {
        (PlaceKind.Location, PlaceKind.Tenant) => First,
        (PlaceKind.Tenant, PlaceKind.Status) => First,
        (PlaceKind.Tenant, PlaceKind.Extension) => Second,
        _ => null,
    };

    internal IEnumerable<PlainPlace> WithBelow() => [this, .. First.Concat(Second).SelectMany(place => place.WithBelow())];

    /// <summary>Extensions with a status that is gone have none, which reads as Available.</summary>
    internal void LoseStatus()
    {
        foreach (var extension in Second.Where(one => one.Status is not null && !First.Contains(one.Status)))
        {
            extension.Status = null;
        }
    }

    internal LocationDocument ToLocation() => new(Id, Name, [.. First.Select(tenant => tenant.ToTenant())]);

    private static PlainPlace Of(TenantDocument tenant)
    {
        var place = new PlainPlace { Kind = PlaceKind.Tenant, Id = tenant.Id, Name = tenant.Name };
        place.First.AddRange(tenant.Statuses!.Value.Select(one => New(PlaceKind.Status, one.Id, one.Name, one.Type)));
        foreach (var one in tenant.Extensions!.Value)
        {
            var extension = New(PlaceKind.Extension, one.Id, one.Number, one.DisplayName);
            extension.Status = place.First.Single(status => status.Name == one.Status);
            (extension.Note, extension.ReturnTime) = (one.Note!, one.ReturnTime!.Value);
            place.Second.Add(extension);
        }

        return place;
    }

    private TenantDocument ToTenant() => new(
        Id,
        Name,
        [.. First.Select(one => new StatusDocument(one.Id, one.Name, one.Detail!))],
        [.. Second.OrderBy(one => one.Name.Length).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one =>
            new ExtensionDocument(one.Id, one.Name, one.Detail, one.Status?.Name ?? "Available", one.Note, one.ReturnTime))]);
}
