namespace EventPlatform.ClusterRounds.Checks;

/// <summary>What one session missed in a round.</summary>
/// <param name="Gaps">Gaps that it was told.</param>
/// <param name="Told">Accepted events that were missing behind one.</param>
/// <param name="Unaccepted">Events without an ok that were missing without one, as they may.</param>
internal readonly record struct LossReport(int Gaps, int Told, int Unaccepted)
{
    public static LossReport operator +(LossReport left, LossReport right) =>
        new(Math.Max(left.Gaps, right.Gaps), Math.Max(left.Told, right.Told), Math.Max(left.Unaccepted, right.Unaccepted));
}
