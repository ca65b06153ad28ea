namespace EventPlatform.Gateway.StatusInterface;

/// <summary>A command with the right number of parameters.</summary>
/// <param name="Command">What to do.</param>
/// <param name="Parameters">As they came: none, or location, tenant, number and for sets the value.</param>
internal sealed record CommandLine(StatusCommand Command, string[] Parameters)
{
    public string Location => Parameters[0];

    public string Tenant => Parameters[1];

    public string Number => Parameters[2];

    public string Value => Parameters[3];
}
