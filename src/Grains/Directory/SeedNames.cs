using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>The first thing that is wrong with a document, and the ids it has used: one id names one object, whatever its kind.</summary>
internal sealed class SeedNames(IIdSource ids)
{
    private readonly HashSet<Guid> _ids = [];

    internal Refusal? Refusal { get; private set; }

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

    /// <summary>The id that the document gives, or a new one.</summary>
    internal Guid TakeId(string path, Guid? given)
    {
        var id = given ?? ids.NewId();
        if (id == Guid.Empty || !_ids.Add(id))
        {
            Refuse($"{path}.id", id == Guid.Empty ? "must not be zero" : "is used twice");
        }

        return id;
    }

    /// <summary>Whether this type may be the type of that status.</summary>
    internal void CheckType(string path, StatusDocument status)
    {
        if (!StatusTypes.All.Contains(status.Type))
        {
            Refuse($"{path}.type", $"must be one of {string.Join(", ", StatusTypes.All)}");
        }
        else if (status.Name == StatusTypes.Available && status.Type != StatusTypes.AvailableType)
        {
            Refuse($"{path}.type", $"of '{StatusTypes.Available}' must be '{StatusTypes.AvailableType}'");
        }
    }
}
