using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Delivery.Identity.Tokens;

/// <summary>The process that is the issuer checks tokens with its own key: asking itself over HTTP could wait for itself.</summary>
internal sealed class TrustOwnKey(SigningKey key) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options)
    {
        var issuer = new OpenIdConnectConfiguration { Issuer = TokenIssuer.Issuer };
        issuer.SigningKeys.Add(key.SecurityKey);
        options.Authority = null;
        options.Configuration = issuer;
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);
}
