using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>
/// What a document makes of a plain directory: everything is done to a copy, then looked at as a whole; what is wrong with that was wrong
/// with the document.
/// </summary>
internal sealed class PlainImport
{
    private readonly PlainDirectory _before;
    private readonly HashSet<Guid?> _given = [];
    private readonly List<Guid> _ids = [];
    private bool _isWrong;

    internal PlainImport(PlainDirectory before, DirectoryDocument document)
    {
        _before = before;
        After = before.Copy();
        if (document.Locations is { } locations)
        {
            Merge(After.Locations, PlaceKind.Location, null, locations.Select(one => (one.Id, one.Name)), (place, index) =>
                Tenants(place, locations[index].Tenants));
        }

        if (document.Users is { } users)
        {
            Users(users);
        }
        else
        {
            After.Unbind();
        }

        Check();
    }

    internal PlainDirectory After { get; }

    internal bool IsOk => !_isWrong;

    internal ImportCounts Added => Count((before, after) => before is null && !after!.IsAvailable, (before, _) => before is null);

    internal ImportCounts Renamed => Count(
        (before, after) => before is not null && after is not null && before.Name != after.Name,
        (before, after) => before is not null && after is not null && before.Username != after.Username);

    internal ImportCounts Changed => Count(
        (before, after) => before is not null && after is not null && before.Name == after.Name
            && (before.Detail != after.Detail || _given.Contains(after.Id)),
        (before, after) => before is not null && after is not null && before.Username == after.Username && Text(before) != Text(after));

    internal ImportCounts Removed
    {
        get
        {
            var left = After.All().Select(place => place.Id).ToHashSet();
            var below = _before.All().Where(place => !left.Contains(place.Id)).SelectMany(place => place.WithBelow().Skip(1)).ToHashSet();
            return Count((before, after) => after is null && !below.Contains(before!), (_, after) => after is null);
        }
    }

    private void Tenants(PlainPlace location, ImmutableArray<TenantDocument>? listed)
    {
        if (listed is { } tenants)
        {
            Merge(location.First, PlaceKind.Tenant, location.Id, tenants.Select(one => (one.Id, one.Name)), (place, index) =>
            {
                Statuses(place, tenants[index].Statuses);
                Extensions(place, tenants[index].Extensions);
            });
        }
    }

    private void Statuses(PlainPlace tenant, ImmutableArray<StatusDocument>? listed)
    {
        if (listed is { } statuses)
        {
            var available = tenant.First[0];
            if (available.Id is null)
            {
                // A new tenant's can have the id that the document gives.
                available.Id = statuses.FirstOrDefault(one => one.Name == "Available")?.Id;
            }

            Merge(tenant.First, PlaceKind.Status, tenant.Id, statuses.Select(one => (one.Id, one.Name)), (place, index) =>
                place.Detail = statuses[index].Type);
            if (!tenant.First.Contains(available))
            {
                tenant.First.Insert(0, available);
            }

            _isWrong |= available is not { Name: "Available", Detail: "available" };
            tenant.LoseStatus();
        }
    }

    private void Extensions(PlainPlace tenant, ImmutableArray<ExtensionDocument>? listed)
    {
        if (listed is not { } extensions)
        {
            return;
        }

        var old = _before.All().Where(place => place.Kind == PlaceKind.Extension)
            .ToDictionary(place => place.Id!.Value, place => (place.Status?.Name ?? "Available", place.Note, place.ReturnTime));
        var names = _before.All().FirstOrDefault(place => place.Id == tenant.Id && tenant.Id is not null)?.First ?? [];
        Merge(tenant.Second, PlaceKind.Extension, tenant.Id, extensions.Select(one => (one.Id, one.Number)), (place, index) =>
        {
            var given = extensions[index];
            place.Detail = given.DisplayName ?? place.Detail;
            if (given.Status is { } name)
            {
                var status = tenant.First.FirstOrDefault(one => one.Name == name);
                _isWrong |= status is null;
                place.Status = status;
            }

            place.Note = given.Note ?? place.Note;
            place.ReturnTime = given.ReturnTime ?? place.ReturnTime;
            if (place.Id is { } id && old.TryGetValue(id, out var was))
            {
                // A status that has only another name is the same.
                var before = names.FirstOrDefault(one => one.Name == was.Item1)?.Id;
                var after = tenant.First.FirstOrDefault(one => one.Name == given.Status)?.Id;
                var isGiven = (given.Status is not null && after != before)
                    || place.Note != was.Note || place.ReturnTime != was.ReturnTime;
                if (isGiven)
                {
                    _given.Add(id);
                }
            }
        });
    }

    private void Users(ImmutableArray<UserDocument> users)
    {
        After.Unbind();
        var claimed = users.Select(user => user.Id).ToHashSet();
        var there = After.Users.ToList();
        After.Users = [.. users.Select(user =>
        {
            var old = there.FirstOrDefault(one => user.Id is null
                ? one.Username == user.Username && !claimed.Contains(one.Id)
                : one.Id == user.Id);
            Take(user.Id ?? old?.Id, null, null);
            return new UserDocument(
                user.Id ?? old?.Id,
                user.Username,
                user.DisplayName ?? old?.DisplayName ?? user.Username,
                user.Enabled ?? old?.Enabled ?? true,
                user.Roles ?? old?.Roles ?? [],
                HasExtension: true,
                user.HasExtension ? user.ExtensionId : old?.ExtensionId,
                user.PasswordHash ?? old?.PasswordHash);
        })];
        _isWrong |= users.Any(user => user.Username == "admin" && there.All(one => one.Username != "admin" || one.Id != user.Id));
    }

    /// <summary>Makes a list what the document says: what stays in its place, what is new behind it.</summary>
    private void Merge(
        List<PlainPlace> there,
        PlaceKind kind,
        Guid? parent,
        IEnumerable<(Guid? Id, string Name)> listed,
        Action<PlainPlace, int> below)
    {
        var elements = listed.ToList();
        var claimed = elements.Select(element => element.Id).Where(id => id is not null).ToHashSet();
        var found = elements.Select(element => there.FirstOrDefault(place => element.Id is null
            ? place.Name == element.Name && (place.Id is null || !claimed.Contains(place.Id))
            : place.Id == element.Id)).ToList();
        var after = found.Select((place, index) => place ?? PlainPlace.New(kind, elements[index].Id, elements[index].Name, null)).ToList();
        _isWrong |= after.Distinct().Count() < after.Count;
        for (var index = 0; index < after.Count; index++)
        {
            after[index].Name = elements[index].Name;
            if (after[index].Id is { } id)
            {
                Take(id, kind, parent);
            }
        }

        var kept = there.Where(after.Contains).ToList();
        var fresh = after.Where(place => !there.Contains(place)).ToList();
        there.Clear();
        there.AddRange([.. kept, .. fresh]);
        for (var index = 0; index < after.Count; index++)
        {
            below(after[index], index);
        }
    }

    /// <summary>The document has an object of this id, which must be what it was where it was.</summary>
    private void Take(Guid? taken, PlaceKind? kind, Guid? parent)
    {
        if (taken is not { } id)
        {
            return;
        }

        _isWrong |= _ids.Contains(id) || id == Guid.Empty;
        _ids.Add(id);
        _isWrong |= kind is not null && _before.Users.Any(user => user.Id == id);
        if (_before.All().FirstOrDefault(place => place.Id == id) is { } old)
        {
            var oldParent = _before.All().FirstOrDefault(place => place.First.Concat(place.Second).Contains(old))?.Id;
            _isWrong |= old.Kind != kind || oldParent != parent;
        }
    }

    private void Check()
    {
        foreach (var siblings in After.All().SelectMany(place => new[] { place.First, place.Second }).Append(After.Locations))
        {
            _isWrong |= siblings.DistinctBy(place => place.Name).Count() < siblings.Count;
        }

        foreach (var status in After.All().Where(place => place.Kind == PlaceKind.Status))
        {
            _isWrong |= !StatusTypes.All.Contains(status.Detail!);
        }

        var extensions = After.All().Where(place => place.Kind == PlaceKind.Extension).Select(place => place.Id).ToHashSet();
        var bound = After.Users.Where(user => user.ExtensionId is not null).Select(user => user.ExtensionId).ToList();
        _isWrong |= bound.Distinct().Count() < bound.Count || !bound.All(extensions.Contains);
        _isWrong |= After.Users.DistinctBy(user => user.Username).Count() < After.Users.Count;
    }

    private ImportCounts Count(Func<PlainPlace?, PlainPlace?, bool> isPlace, Func<UserDocument?, UserDocument?, bool> isUser)
    {
        var places = Pairs([.. _before.All()], [.. After.All()], place => place.Id);
        var kinds = places.Where(pair => isPlace(pair.Before, pair.After)).Select(pair => (pair.Before ?? pair.After)!.Kind).ToList();
        return new ImportCounts(
            kinds.Count(kind => kind == PlaceKind.Location),
            kinds.Count(kind => kind == PlaceKind.Tenant),
            kinds.Count(kind => kind == PlaceKind.Status),
            kinds.Count(kind => kind == PlaceKind.Extension),
            Pairs(_before.Users, After.Users, user => user.Id).Count(pair => isUser(pair.Before, pair.After)));
    }

    /// <summary>Each object as it was and as it is; what has no id yet is new.</summary>
    private static List<(T? Before, T? After)> Pairs<T>(List<T> before, List<T> after, Func<T, Guid?> idOf)
        where T : class
    {
        var old = before.Select(one => ((T?)one, after.FirstOrDefault(other => idOf(other) == idOf(one))));
        var fresh = after.Where(one => before.All(other => idOf(other) != idOf(one))).Select(one => ((T?)null, (T?)one));
        return [.. old, .. fresh];
    }

    private static string Text(UserDocument user) => new DirectoryDocument([], [user]).Text();
}
