namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>The directory as the specifications want it: what is there, and what the last command has to tell.</summary>
internal sealed class ModelDirectory
{
    internal List<ModelPlace> Locations { get; private init; } = [];

    internal List<ModelUser> Users { get; private init; } = [];

    /// <summary>Of the command that was carried out last.</summary>
    internal List<ModelEvent> Events { get; } = [];

    internal IEnumerable<ModelPlace> Places => Locations.SelectMany(location => location.All());

    internal IEnumerable<ModelPlace> Tenants => Locations.SelectMany(location => location.Tenants);

    /// <summary>In the order of reports.</summary>
    internal IEnumerable<ModelPlace> Extensions => Tenants.SelectMany(tenant => tenant.ByNumber);

    internal ModelPlace? Find(string? id) => id is null ? null : Places.FirstOrDefault(place => place.Id == id);

    internal ModelUser? FindUser(string? id) => Users.Find(user => user.Id == id);

    internal bool IsUsed(string id) => Find(id) is not null || FindUser(id) is not null;

    /// <summary>Siblings of a kind, in their order.</summary>
    internal List<ModelPlace> Siblings(ModelKind kind, ModelPlace? parent) => parent?.Children(kind) ?? Locations;

    internal ModelUser? BoundTo(ModelPlace extension) => Users.Find(user => user.ExtensionId == extension.Id);

    internal ModelPlace? ByNames(string location, string? tenant = null, string? number = null)
    {
        var found = Locations.Find(place => place.Name == location);
        found = tenant is null ? found : found?.Tenants.Find(place => place.Name == tenant);
        return number is null ? found : found?.Extensions.Find(place => place.Name == number);
    }

    internal ModelPlace Add(ModelKind kind, ModelPlace? parent, string id, string name, string? detail, string? availableId)
    {
        if (parent is not null)
        {
            return parent.Add(kind, id, name, detail, availableId);
        }

        var location = new ModelPlace(kind, id, name, detail, null);
        Locations.Add(location);
        return location;
    }

    /// <summary>Takes it away with all below, and unbinds users; tells it, but not what that makes of extensions.</summary>
    internal void Remove(ModelPlace place)
    {
        Events.Add(ModelEvent.OfPlace(place, "Removed", UserOf(place)));
        Siblings(place.Kind, place.Parent).Remove(place);
        var gone = place.All().Select(each => each.Id).ToHashSet();
        foreach (var user in Users.Where(user => user.ExtensionId is { } id && gone.Contains(id)))
        {
            user.ExtensionId = null;
        }
    }

    internal void Rename(ModelPlace place, string name)
    {
        var old = place.Name;
        place.Name = name;
        Events.Add(ModelEvent.OfPlace(place, "Renamed", UserOf(place), old));
    }

    /// <summary>Sets fields and tells those that change, status first, then note, then return time.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="status">null: it stays.</param>
    /// <param name="note">null: it stays.</param>
    /// <param name="returnTime">null: it stays.</param>
    /// <param name="isUsers">Whether it is set as a user's status: one event of the user for all.</param>
    internal void Set(ModelPlace extension, ModelPlace? status, string? note, long? returnTime, bool isUsers = false)
    {
        List<string> changed = [];
        Note(status is not null && status != extension.Status, "Status");
        Note(note is not null && note != extension.Note, "Note");
        Note(returnTime is not null && returnTime != extension.ReturnTime, "ReturnTime");
        extension.Status = status ?? extension.Status;
        extension.Note = note ?? extension.Note;
        extension.ReturnTime = returnTime ?? extension.ReturnTime;
        var user = BoundTo(extension);
        foreach (var field in changed)
        {
            Events.Add(ModelEvent.OfField(extension, field, user));
            if (user is not null && (!isUsers || field == changed[^1]))
            {
                Events.Add(ModelEvent.OfUser(extension, user));
            }
        }

        void Note(bool isChanged, string field)
        {
            if (isChanged)
            {
                changed.Add(field);
            }
        }
    }

    internal ModelUser? UserOf(ModelPlace place) => place.Kind == ModelKind.Extension ? BoundTo(place) : null;

    internal ModelDirectory Copy() => new()
    {
        Locations = [.. Locations.Select(location => location.Copy())],
        Users = [.. Users.Select(user => user with { })],
    };
}
