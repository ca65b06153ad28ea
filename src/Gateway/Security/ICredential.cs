namespace EventPlatform.Gateway.Security;

/// <summary>What a session was let in by, asked again whenever accounts, credential files or settings have changed.</summary>
internal interface ICredential
{
    /// <summary>Whether it would not let anybody in any more: the session ends (4501). Cheap, from any thread.</summary>
    bool IsOver { get; }
}
