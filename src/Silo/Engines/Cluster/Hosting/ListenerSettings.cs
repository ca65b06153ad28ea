using System.Net;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Silo.Hosting;

/// <summary>Where a silo answers about itself; the same keys as a gateway's.</summary>
internal sealed class ListenerSettings
{
    internal const string Section = "Listeners";

    /// <summary>Port of health and metrics; 0: off.</summary>
    public int Management { get; set; } = 9_090;

    /// <summary>IP address of it.</summary>
    public string ManagementBind { get; set; } = "127.0.0.1";

    internal IPEndPoint EndPoint => new(IPAddress.Parse(ManagementBind), Management);

    /// <summary>Of a configuration that was checked.</summary>
    internal static ListenerSettings Of(IConfiguration configuration) =>
        configuration.GetSection(Section).Get<ListenerSettings>() ?? new ListenerSettings();
}
