using Delivery.Identity.Tokens;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Delivery.Identity;

/// <summary>The development issuer: gives a token to whoever asks, for any role. It starts in the demo profile only.</summary>
public sealed class IdentityModule : IModule
{
    /// <inheritdoc />
    public string Name => "identity";

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The profile is not the demo profile.</exception>
    public void AddServices(IHostApplicationBuilder builder)
    {
        if (builder.Configuration[Profiles.Setting] != Profiles.Demo)
        {
            throw new InvalidOperationException(
                $"The module identity gives tokens to everybody and starts only with {Profiles.Setting}={Profiles.Demo}. "
                + "Leave it out and set Authentication:Authority to your OpenID Connect issuer.");
        }

        builder.Services.AddSingleton(services => SigningKey.LoadOrCreate(KeyFile(builder)));
        builder.Services.AddSingleton<TokenIssuer>();
        builder.Services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TrustOwnKey>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints) => IdentityEndpoints.Map(endpoints);

    private static string KeyFile(IHostApplicationBuilder builder) =>
        SigningKey.FileIn(builder.Configuration["Data:Directory"] ?? ".data");
}
