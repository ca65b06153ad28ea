using System.Diagnostics;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Grains;

/// <summary>Writing of states: change, write, announce.</summary>
internal static class DurableWrites
{
    /// <summary>
    /// Writes, and is never given up half way. After an exception nobody knows what is stored: the activation ends, the next one reads.
    /// </summary>
    internal static async Task WriteOrDeactivate<T>(this IPersistentState<T> state, IGrainBase grain)
    {
        using var span = PlatformTracing.StartPart("storage write");
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            span?.SetStatus(ActivityStatusCode.Error);
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
