using EventPlatform.Gateway.LiveApi.Rest;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary><c>/docs</c>: Swagger UI over <see cref="OpenApiResource"/>, to read and to try requests. It comes with this program.</summary>
internal static class DocsPage
{
    /// <summary>Below the server's root.</summary>
    public const string Path = LiveApiPaths.RestBase + "/docs";

    public static void Use(IApplicationBuilder app)
    {
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Path[1..];
            page.DocumentTitle = "EventPlatform: REST";
            page.SwaggerEndpoint($"{LiveApiPaths.RestBase}/{OpenApiResource.Segment}", "EventPlatform");

            // There are hundreds of operations.
            page.DocExpansion(DocExpansion.None);
            page.DefaultModelsExpandDepth(-1);
            page.EnableFilter();

            // Otherwise it would send the document's address to a public one.
            page.EnableValidator("none");
        });
    }
}
