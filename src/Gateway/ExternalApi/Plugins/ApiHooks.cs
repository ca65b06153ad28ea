namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>All hooks of this program; without any of a kind it costs one look whether there are.</summary>
internal sealed record ApiHooks(
    LoginHooks Login, AdmissionHooks Admission, EventHooks Events, UserGetHooks UserGet, SessionHooks Sessions);
