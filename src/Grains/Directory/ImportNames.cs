using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

/// <summary>
/// The first thing that is wrong with a document, and the ids it uses: one id names one object, whatever its kind, and an object stays what
/// it is and where it is.
/// </summary>
internal sealed class ImportNames(PlaceBook places, AccountBook accounts, IIdSource ids)
{
    private readonly HashSet<Guid> _ids = [];
    private readonly HashSet<Guid> _made = [];

    internal Refusal? Refusal { get; private set; }

    /// <summary>Whether the id was made here, not given.</summary>
    internal bool IsMade(Guid id) => _made.Contains(id);

    internal void Refuse(string path, string reason) => Refusal ??= new Refusal(RefusalKind.Invalid, path, reason);

    /// <summary>Refuses if there is a reason.</summary>
    internal void RefuseIf(string path, string? reason)
    {
        if (reason is not null)
        {
            Refuse(path, reason);
        }
    }

    /// <summary>Checks a name and that no sibling has it.</summary>
    internal void TakeName(string path, string? name, HashSet<string> siblings)
    {
        RefuseIf(path, NameRules.CheckName(name));
        if (name is not null && !siblings.Add(name))
        {
            Refuse(path, "is used twice");
        }
    }

    /// <summary>The id of a place: the one it has, the one that the document gives, or a new one.</summary>
    internal Guid TakePlace(string path, Guid? given, Guid? there, PlaceKind kind, Guid? parent)
    {
        var isOthers = given is { } id
            && (accounts.Find(id) is not null || (places.Find(id) is { } place && (place.Kind != kind || place.Parent != parent)));
        return Take(path, given ?? there, isOthers);
    }

    /// <summary>The id of an account, likewise.</summary>
    internal Guid TakeAccount(string path, Guid? given, Guid? there) => Take(path, given ?? there, given is { } id && places.Has(id));

    /// <summary>Whether this type may be the type of that status.</summary>
    internal void CheckType(string path, StatusDocument status)
    {
        if (PlaceRules.CheckType(status.Type) is { } wrong)
        {
            Refuse($"{path}.type", wrong);
        }
        else if (status.Name == StatusTypes.Available && status.Type != StatusTypes.AvailableType)
        {
            Refuse($"{path}.type", $"of '{StatusTypes.Available}' must be '{StatusTypes.AvailableType}'");
        }
    }

    private Guid Take(string path, Guid? known, bool isOthers)
    {
        var id = known ?? ids.NewId();
        if (known is null)
        {
            _made.Add(id);
        }

        if (id == Guid.Empty)
        {
            Refuse($"{path}.id", "must not be zero");
        }
        else if (!_ids.Add(id))
        {
            Refuse($"{path}.id", "is used twice");
        }
        else if (isOthers)
        {
            Refuse($"{path}.id", "is another object's");
        }

        return id;
    }
}
