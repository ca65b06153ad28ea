namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// Has clients to tell before the process ends. All registered ones are called at once, when nobody new is let in any more.
/// </summary>
internal interface IDrainable
{
    /// <summary>Tells clients (4001), closes them in jittered batches, hands over what must not be lost.</summary>
    /// <param name="deadline">Then what is left is cut off; the engine is stopped after that.</param>
    Task Drain(CancellationToken deadline);
}
