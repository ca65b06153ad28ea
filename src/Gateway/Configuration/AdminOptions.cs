using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>The administrator, who may do everything.</summary>
internal sealed class AdminOptions
{
    /// <summary>User name, 1 to 255 characters, not <c>*</c>.</summary>
    [RegularExpression(@"(?!\*$)[^\0]{1,255}", ErrorMessage = "1 to 255 characters, not *")]
    public string User { get; set; } = "admin";

    /// <summary>Without one a password is generated at first start, printed once and stored hashed.</summary>
    public string? Password { get; set; }
}
