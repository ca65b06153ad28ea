using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Documents like one that was exported, changed in a few places at random; few names, so that they meet often.</summary>
internal sealed class RandomDocuments(Random random)
{
    private static readonly string[] Types = ["away", "dnd", "available", "pink"];

    internal string LocationName => $"L{random.Next(4)}";

    internal string TenantName => $"T{random.Next(4)}";

    internal string StatusName => random.Next(12) == 0 ? "Available" : $"S{random.Next(4)}";

    /// <summary>Seldom wrong.</summary>
    internal string StatusType => Types[random.Next(20) == 0 ? 3 : random.Next(3)];

    internal string Number => $"{random.Next(1, 13)}";

    internal string UserName => random.Next(20) == 0 ? "admin" : $"u{random.Next(6)}";

    internal DirectoryDocument Like(DirectoryDocument exported)
    {
        var document = exported;
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            document = Change(document);
        }

        return document;
    }

    /// <summary>One of them, or nothing.</summary>
    internal T? Any<T>(IReadOnlyCollection<T> all)
        where T : class => all.Count == 0 ? null : all.ElementAt(random.Next(all.Count));

    private DirectoryDocument Change(DirectoryDocument document)
    {
        switch (random.Next(6))
        {
            case 0:
                return document with { Locations = List(document.Locations, Location, one => Location(one)) };
            case 1:
                return InLocation(document, one => one with { Tenants = List(one.Tenants, Tenant, tenant => Tenant(tenant)) });
            case 2:
                return InTenant(document, one => one with { Statuses = List(one.Statuses, Status, status => Status(status)) });
            case 3 or 4:
                return InTenant(
                    document, one => one with { Extensions = List(one.Extensions, Extension, extension => Extension(extension)) });
            default:
                return document with { Users = List(document.Users, User, user => User(user, Extensions(document))) };
        }
    }

    private DirectoryDocument InLocation(DirectoryDocument document, Func<LocationDocument, LocationDocument> edit) =>
        document with { Locations = One(document.Locations, edit) };

    private DirectoryDocument InTenant(DirectoryDocument document, Func<TenantDocument, TenantDocument> edit) =>
        InLocation(document, location => location with { Tenants = One(location.Tenants, edit) });

    private ImmutableArray<T>? One<T>(ImmutableArray<T>? list, Func<T, T> edit)
    {
        if (list is not { Length: > 0 } all)
        {
            return list;
        }

        var index = random.Next(all.Length);
        return all.SetItem(index, edit(all[index]));
    }

    /// <summary>A list in which one is other, one more or one less, or which is not given.</summary>
    private ImmutableArray<T>? List<T>(ImmutableArray<T>? list, Func<T> make, Func<T, T> edit)
    {
        if (list is not { } all)
        {
            return list;
        }

        return random.Next(10) switch
        {
            0 => null,
            1 when all.Length > 0 => all.RemoveAt(random.Next(all.Length)),
            3 or 4 or 5 => all.Insert(random.Next(all.Length + 1), make()),
            _ => One(all, edit),
        };
    }

    private Guid? Id() => random.Next(2) == 0 ? null : TestIds.New();

    /// <summary>Mostly its own; seldom none, or another.</summary>
    private Guid? Id(Guid? own) => random.Next(6) switch { 0 => null, 1 => TestIds.New(), _ => own };

    private LocationDocument Location() => new(Id(), LocationName, random.Next(2) == 0 ? null : [Tenant()]);

    private LocationDocument Location(LocationDocument one) =>
        random.Next(2) == 0 ? one with { Id = Id(one.Id) } : one with { Name = LocationName };

    private TenantDocument Tenant() => new(
        Id(), TenantName, random.Next(2) == 0 ? null : [Status()], random.Next(2) == 0 ? null : [Extension() with { Status = null }]);

    private TenantDocument Tenant(TenantDocument one) =>
        random.Next(2) == 0 ? one with { Id = Id(one.Id) } : one with { Name = TenantName };

    private StatusDocument Status() => new(Id(), StatusName, StatusType);

    private StatusDocument Status(StatusDocument one) => random.Next(3) switch
    {
        0 => one with { Id = Id(one.Id) },
        1 => one with { Name = StatusName },
        _ => one with { Type = StatusType },
    };

    private ExtensionDocument Extension() => new(
        Id(),
        Number,
        null,
        random.Next(3) == 0 ? StatusName : null,
        random.Next(2) == 0 ? "new" : null,
        random.Next(2) == 0 ? 5_000 : null);

    private ExtensionDocument Extension(ExtensionDocument one) => random.Next(7) switch
    {
        0 => one with { Id = Id(one.Id) },
        1 => one with { Number = Number },
        2 => one with { DisplayName = random.Next(2) == 0 ? null : $"d{random.Next(3)}" },
        3 => one with { Status = StatusName },
        4 => one with { Status = null },
        5 => one with { Note = random.Next(2) == 0 ? null : $"n{random.Next(3)}" },
        _ => one with { ReturnTime = random.Next(2) == 0 ? null : 1_000 * random.Next(1, 4) },
    };

    private UserDocument User() => new(Id(), UserName, null, null, null, false, null, random.Next(2) == 0 ? null : "h0");

    private UserDocument User(UserDocument one, IReadOnlyCollection<ExtensionDocument> extensions) => random.Next(6) switch
    {
        0 => one with { Id = Id(one.Id) },
        1 => one with { Username = UserName },
        2 => one with { Enabled = random.Next(2) == 0 },
        3 => one with { PasswordHash = random.Next(2) == 0 ? null : $"h{random.Next(3)}" },
        4 => one with { HasExtension = false, ExtensionId = null },
        _ => one with { HasExtension = true, ExtensionId = Any(extensions)?.Id },
    };

    private static List<ExtensionDocument> Extensions(DirectoryDocument document) =>
    [
        .. (document.Locations ?? []).SelectMany(location => location.Tenants ?? []).SelectMany(tenant => tenant.Extensions ?? []),
    ];
}
