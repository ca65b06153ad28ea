namespace Orleans.Runtime;

/// <summary>A timer of a grain. Dispose ends it and cancels the token of a running tick.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>New times; during a tick they count from its end.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
