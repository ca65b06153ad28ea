namespace EventPlatform.Gateway.Replica;

/// <summary>Why a part of the replica is fetched again.</summary>
internal enum ResyncCause
{
    /// <summary>A number is not the next.</summary>
    Jump,

    /// <summary>The grain was activated anew, as after the loss of its silo.</summary>
    Epoch,

    /// <summary>Only the number of a change was told.</summary>
    Untold,

    /// <summary>A change was made under a document that was not shown.</summary>
    Document,

    /// <summary>A change of a tenant that was not shown.</summary>
    Tenant,

    /// <summary>The regular comparison, or one after a gap or an overdue answer, found a change that has not come.</summary>
    Check,
}
