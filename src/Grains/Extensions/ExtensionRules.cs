using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Extensions;

/// <summary>What an extension's state is, and what a set makes of it.</summary>
internal static class ExtensionRules
{
    /// <summary>
    /// The row, unless the document gave newer state; a status that the document has not (any more) reads as <c>Available</c>.
    /// </summary>
    internal static ExtensionState Effective(
        ExtensionPeek row, long givenUnder, ExtensionState given, IEnumerable<StatusEntry> statuses)
    {
        var state = givenUnder > row.DocumentVersion ? given : row.State;
        return state.Status == 0 || statuses.Any(status => status.Number == state.Status) ? state : state with { Status = 0 };
    }

    internal static ExtensionState Effective(ExtensionPeek row, ExtensionTerms terms)
        => Effective(row, terms.GivenUnder, terms.Given, terms.Statuses);

    /// <summary>The state after the set, all fields or none.</summary>
    internal static Outcome<ExtensionState> Apply(SetExtension command, ExtensionState before, ExtensionTerms terms)
    {
        var after = before;
        if (command.Status is { } name)
        {
            if (terms.Statuses.FirstOrDefault(status => status.Name == name) is not { } status)
            {
                return new Refusal(RefusalKind.NotFound, "status", "The tenant has no such status.");
            }

            after = after with { Status = status.Number };
        }

        if (command.Note is { } note)
        {
            if (NameRules.CheckNote(note) is { } reason)
            {
                return new Refusal(RefusalKind.Invalid, "note", reason);
            }

            after = after with { Note = note };
        }

        if (command.ReturnTime is { } returnTime)
        {
            if (ReturnTimeRules.Check(returnTime) is { } reason)
            {
                return new Refusal(RefusalKind.Invalid, "return_time", reason);
            }

            after = after with { ReturnTime = returnTime };
        }

        return after;
    }

    /// <summary>The fields in which two states differ.</summary>
    internal static ExtensionFields Differences(ExtensionState one, ExtensionState other)
    {
        return (one.Status != other.Status ? ExtensionFields.Status : ExtensionFields.None)
            | (one.Note != other.Note ? ExtensionFields.Note : ExtensionFields.None)
            | (one.ReturnTime != other.ReturnTime ? ExtensionFields.ReturnTime : ExtensionFields.None);
    }
}
