namespace EventPlatform.Grains;

/// <summary>The end of activations that keep nothing.</summary>
internal static class EmptyGrains
{
    /// <summary>
    /// Ends the activation in a while, if it is empty then. Not at once: every call that waits for an activation that ends is sent on to
    /// the next one, and one that was sent on a few times is rejected (Orleans' <c>MaxForwardCount</c>). In a turn of its own: what another
    /// call has begun is not cut off.
    /// </summary>
    /// <param name="grain">Whose activation.</param>
    /// <param name="isEmpty">Whether there is still nothing to stay for.</param>
    internal static void EndWhenEmpty<TGrain>(this TGrain grain, Func<TGrain, bool> isEmpty)
        where TGrain : IGrainBase => new End<TGrain>(grain, isEmpty).Start();

    private sealed class End<TGrain>(TGrain grain, Func<TGrain, bool> isEmpty)
        where TGrain : IGrainBase
    {
        /// <summary>Longer than calls wait for a turn when nothing is wrong; few calls come twice in it.</summary>
        private static readonly TimeSpan After = TimeSpan.FromMilliseconds(250);

        private IGrainTimer? _timer;

        internal void Start() =>
            _timer = grain.RegisterGrainTimer(Run, new GrainTimerCreationOptions(After, Timeout.InfiniteTimeSpan));

        private Task Run(CancellationToken cancellationToken)
        {
            _timer!.Dispose();
            if (isEmpty(grain))
            {
                grain.DeactivateOnIdle();
            }

            return Task.CompletedTask;
        }
    }
}
