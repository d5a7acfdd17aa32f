using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Delivery.Identity.Tokens;

/// <summary>A JSON Web Key Set.</summary>
internal sealed record PublicKeySet([property: JsonPropertyName("keys")] IReadOnlyList<PublicKeySet.PublicKey> Keys)
{
    public static PublicKeySet Of(JsonWebKey key) => new([new PublicKey(key.Kty, key.Crv, key.Alg, key.Use, key.Kid, key.X, key.Y)]);

    /// <summary>Written out, so that no private member can slip in.</summary>
    internal sealed record PublicKey(string Kty, string Crv, string Alg, string Use, string Kid, string X, string Y);
}
