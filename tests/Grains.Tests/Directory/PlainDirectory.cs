using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>
/// What the directory does, told again in the plainest way: objects in lists, changed in place or on a copy, and one number that rises when
/// what can be seen has changed. What it makes has no id until it is told which the directory chose.
/// </summary>
internal sealed class PlainDirectory
{
    internal List<PlainPlace> Locations { get; private set; } = [];

    internal List<UserDocument> Users { get; set; } = [];

    internal long Number { get; private set; }

    internal static PlainDirectory Of(DirectoryDocument document, long number)
    {
        var plain = new PlainDirectory { Number = number, Users = [.. document.Users!.Value] };
        plain.Locations = [.. document.Locations!.Value.Select(PlainPlace.Of)];
        return plain;
    }

    internal DirectoryDocument Export() => new(
        [.. Locations.Select(location => location.ToLocation())],
        [.. Users.OrderBy(user => user.Username, StringComparer.Ordinal)]);

    internal string Text() => Export().Text();

    internal PlainDirectory Copy() => Of(Export(), Number);

    internal IEnumerable<PlainPlace> All() => Locations.SelectMany(location => location.WithBelow());

    /// <summary>The ids that the directory chose.</summary>
    internal void Learn(DirectoryDocument actual)
    {
        var there = Of(actual, 0);
        PlainPlace.Learn(Locations, there.Locations);
        Users = [.. Users.Select(user =>
            user.Id is null ? user with { Id = there.Users.FirstOrDefault(one => one.Username == user.Username)?.Id } : user)];
    }

    /// <summary>Takes over what another one has become; the number rises if that is seen.</summary>
    internal void Become(PlainDirectory other)
    {
        Number += Text() == other.Text() ? 0 : 1;
        (Locations, Users) = (other.Locations, other.Users);
    }

    /// <summary>Null when the edit is made, else why not.</summary>
    internal Refusal? Edit(PlaceEdit edit)
    {
        var after = Copy();
        var parent = after.All().FirstOrDefault(place => place.Id == edit.Parent);
        var siblings = edit.Kind == PlaceKind.Location ? after.Locations : parent?.Below(edit.Kind);
        if (siblings is null)
        {
            return new Refusal(RefusalKind.NotFound, "parent");
        }

        var refusal = edit.Action switch
        {
            PlaceAction.Add => after.Add(edit, siblings),
            PlaceAction.Change => Change(edit, siblings),
            _ => Remove(edit, siblings, parent),
        };
        if (refusal is null)
        {
            after.Unbind();
            Become(after);
        }

        return refusal;
    }

    /// <summary>Who was bound to what is gone is bound to nothing.</summary>
    internal void Unbind()
    {
        var extensions = All().Where(place => place.Kind == PlaceKind.Extension).Select(place => place.Id).ToHashSet();
        Users = [.. Users.Select(user => extensions.Contains(user.ExtensionId) ? user : user with { ExtensionId = null })];
    }

    private Refusal? Add(PlaceEdit edit, List<PlainPlace> siblings)
    {
        var name = edit.Values!.Name!;
        if (edit.Kind == PlaceKind.Status && name == "Available")
        {
            return new Refusal(RefusalKind.Conflict, "name");
        }

        if (siblings.Any(one => one.Name == name))
        {
            return new Refusal(RefusalKind.Taken, "name");
        }

        if (All().Any(one => one.Id == edit.Id && one.Id is not null) || Users.Any(user => user.Id == edit.Id))
        {
            return new Refusal(RefusalKind.Taken, "id");
        }

        siblings.Add(PlainPlace.New(edit.Kind, edit.Id, name, edit.Values.Detail));
        return null;
    }

    private static Refusal? Change(PlaceEdit edit, List<PlainPlace> siblings)
    {
        if (siblings.FirstOrDefault(one => one.Id == edit.Id) is not { } place)
        {
            return new Refusal(RefusalKind.NotFound);
        }

        var (name, detail) = (edit.Values!.Name ?? place.Name, edit.Values.Detail ?? place.Detail);
        if (place.IsAvailable && (name, detail) != (place.Name, place.Detail))
        {
            return new Refusal(RefusalKind.Conflict, name != place.Name ? "name" : "detail");
        }

        if (siblings.Any(one => one != place && one.Name == name))
        {
            return new Refusal(RefusalKind.Taken, "name");
        }

        (place.Name, place.Detail) = (name, detail);
        return null;
    }

    private static Refusal? Remove(PlaceEdit edit, List<PlainPlace> siblings, PlainPlace? parent)
    {
        if (siblings.FirstOrDefault(one => one.Id == edit.Id) is not { } place)
        {
            return new Refusal(RefusalKind.NotFound);
        }

        if (place.IsAvailable)
        {
            return new Refusal(RefusalKind.Conflict);
        }

        siblings.Remove(place);
        parent?.LoseStatus();
        return null;
    }
}
