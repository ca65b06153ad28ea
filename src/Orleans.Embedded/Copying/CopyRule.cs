namespace Orleans.Embedded;

/// <summary>What happens to values of a type: refused with a reason, copied, or (neither) passed on as they are.</summary>
internal sealed record CopyRule(string? Refusal, Delegate? Copier)
{
    internal static readonly CopyRule PassAsIs = new(null, null);

    internal static CopyRule Refused(string reason) => new(reason, null);

    internal static CopyRule Copied(Delegate copier) => new(null, copier);
}
