using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>A request that is held.</summary>
/// <param name="Context">Where it comes from and where the answer goes.</param>
/// <param name="Id">Its name.</param>
/// <param name="HasKey">Whether a repetition of it is the same request.</param>
/// <param name="Told">Its answer, when this process commits it.</param>
internal sealed record AskedRequest(HttpContext Context, string Id, bool HasKey, Task<HttpReply> Told);
