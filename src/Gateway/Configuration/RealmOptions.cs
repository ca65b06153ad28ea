using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>HTTP Basic realm of event feed and REST.</summary>
internal sealed class RealmOptions
{
    /// <summary>Works only while <see cref="AccessOptions.Http"/> is loopback only.</summary>
    public const string DefaultPassword = "manag3rpa55word";

    /// <summary>User name, 1 to 255 characters, without a colon (RFC 7617 2).</summary>
    [RegularExpression(@"[^\0:]{1,255}", ErrorMessage = "1 to 255 characters without a colon")]
    public string User { get; set; } = "manager";

    [RegularExpression(@"[^\0]{1,255}", ErrorMessage = "1 to 255 characters")]
    public string Password { get; set; } = DefaultPassword;
}
