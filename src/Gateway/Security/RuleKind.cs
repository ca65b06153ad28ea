namespace EventPlatform.Gateway.Security;

/// <summary>What a rule is about.</summary>
internal enum RuleKind
{
    /// <summary>Every command but the ones below.</summary>
    Command,

    /// <summary><c>event/subscribe</c>.</summary>
    Subscribe,

    /// <summary><c>event/send</c>, <c>event/send_event</c>, <c>core</c>/<c>event</c>.</summary>
    Publish,
}
