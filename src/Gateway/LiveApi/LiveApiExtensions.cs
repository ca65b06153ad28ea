using EventPlatform.Gateway.LiveApi.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>How the host plugs this front end in.</summary>
internal static class LiveApiExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// What it needs beside replica, sessions, commands and publisher: <see cref="ILiveApiSettings"/> and
        /// <see cref="IServerFacts"/> are the host's.
        /// </summary>
        public IServiceCollection AddLiveApi()
        {
            services.TryAddSingleton<IPasswordHashes, GrainPasswordHashes>();
            services.TryAddSingleton<IPasswordMaker, QueuedPasswords>();
            services.TryAddSingleton<LiveApiServices>();
            return services;
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>Answers everything below its two bases; other requests go on. Behind the HTTP door, before routing.</summary>
        public IApplicationBuilder UseLiveApi()
        {
            DocsPage.Use(app);
            return app.UseMiddleware<LiveApiMiddleware>();
        }
    }
}
