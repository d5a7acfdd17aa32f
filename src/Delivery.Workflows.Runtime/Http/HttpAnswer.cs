using System.Net;

namespace Delivery.Workflows.Runtime.Http;

/// <summary>What came of one attempt: an answer, a timeout, or nobody there.</summary>
internal sealed record HttpAnswer(string Kind)
{
    public const string Response = "response";

    public static HttpAnswer TimedOut { get; } = new("timeout");

    public int StatusCode { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();

    public string? Body { get; init; }

    /// <summary>Why nobody was there.</summary>
    public string? Message { get; init; }

    /// <summary>Whether another attempt may fare better.</summary>
    public bool IsTransient =>
        Kind != Response || StatusCode is (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500;

    public static HttpAnswer FailedToConnect(string message) => new("failedToConnect") { Message = message };
}
