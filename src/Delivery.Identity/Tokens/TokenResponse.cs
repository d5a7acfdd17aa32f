using System.Text.Json.Serialization;

namespace Delivery.Identity.Tokens;

/// <summary>A token, with the member names of OAuth 2.0.</summary>
internal sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
