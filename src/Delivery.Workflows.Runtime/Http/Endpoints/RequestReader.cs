using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Reads a request as far as its endpoint allows, and makes the stimulus of it.</summary>
internal sealed class RequestReader(HttpContext context, EndpointLimits limits, long maxBytes)
{
    private readonly HttpRequest _request = context.Request;

    /// <exception cref="ProblemException">The request breaks a limit for which the workflow has no outcome, or it cannot be read.</exception>
    public async Task<JsonObject> ReadAsync(string requestId, IReadOnlyDictionary<string, string> routeData, CancellationToken cancellationToken)
    {
        var stimulus = new JsonObject
        {
            ["requestId"] = requestId,
            ["routeData"] = ToJson(routeData.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))),
            ["query"] = ToJson(_request.Query.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()))),
            ["headers"] = ToJson(_request.Headers
                // Who called is decided; the caller's secrets are nothing to keep.
                .Where(header => !header.Key.Equals(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase)
                    && !header.Key.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase))
                .Select(header => KeyValuePair.Create(header.Key, (string?)header.Value.ToString()))),
        };
        if (await FillAsync(stimulus, cancellationToken) is not { } violation)
        {
            return stimulus;
        }

        if (!limits.Exposes(violation))
        {
            throw new ProblemException(violation.Problem, violation.Advice);
        }

        stimulus["violation"] = violation.Outcome;
        return stimulus;
    }

    private static JsonObject ToJson(IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        var json = new JsonObject();
        foreach (var (name, value) in pairs)
        {
            json[name] = value;
        }

        return json;
    }

    private async Task<EndpointViolation?> FillAsync(JsonObject stimulus, CancellationToken cancellationToken)
    {
        var limit = Math.Min(limits.RequestSizeLimit ?? maxBytes, maxBytes);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            // What is too large for the endpoint may be an outcome of the workflow: it is noticed here, not by the server.
            feature.MaxRequestBodySize = limit + 1;
        }

        if (_request.ContentLength > limit || await ReadBodyAsync(limit, cancellationToken) is not { } body)
        {
            return EndpointViolation.RequestTooLarge;
        }

        if (body.Length == 0)
        {
            return null;
        }

        if (_request.HasFormContentType)
        {
            return await ReadFormAsync(body, stimulus, cancellationToken);
        }

        var type = (_request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type.EndsWith("/json", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal))
        {
            stimulus["content"] = Parse(body);
            return null;
        }

        if (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal))
        {
            stimulus["content"] = Encoding.UTF8.GetString(body);
            return null;
        }

        return Judge([new SentFile("file", "", _request.ContentType ?? "application/octet-stream", body)], stimulus);
    }

    /// <summary>Null when there is more of it.</summary>
    private async Task<byte[]?> ReadBodyAsync(long limit, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await _request.Body.ReadAsync(chunk, cancellationToken)) > 0)
            {
                buffer.Write(chunk, 0, read);
                if (buffer.Length > limit)
                {
                    return null;
                }
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return buffer.ToArray();
    }

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new ProblemException(
                StandardProblems.MalformedJson, $"The body is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.");
        }
    }

    private async Task<EndpointViolation?> ReadFormAsync(byte[] body, JsonObject stimulus, CancellationToken cancellationToken)
    {
        _request.Body = new MemoryStream(body);
        IFormCollection form;
        try
        {
            form = await new FormFeature(_request, new FormOptions { BufferBody = false }).ReadFormAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new ProblemException(StandardProblems.InvalidRequest, $"The body is no form: {exception.Message}");
        }

        var fields = new JsonObject();
        foreach (var (name, values) in form)
        {
            fields[name] = values.Count == 1
                ? JsonValue.Create(values[0])
                : new JsonArray([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
        }

        stimulus["content"] = fields;
        if (form.Files.Count == 0)
        {
            return null;
        }

        var files = new List<SentFile>();
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            files.Add(new SentFile(file.Name, file.FileName, file.ContentType ?? "", content.ToArray()));
        }

        return Judge(files, stimulus);
    }

    private EndpointViolation? Judge(IReadOnlyList<SentFile> files, JsonObject stimulus)
    {
        stimulus["files"] = new JsonArray([.. files.Select(file => (JsonNode)file.ToJson())]);
        if (files.Any(file => file.Content.Length > limits.FileSizeLimit))
        {
            return EndpointViolation.FileTooLarge;
        }

        if ((limits.AllowedFileExtensions is { Count: > 0 } allowed && !files.All(file => file.EndsIn(allowed)))
            || files.Any(file => file.EndsIn(limits.BlockedFileExtensions)))
        {
            return EndpointViolation.InvalidExtension;
        }

        return limits.AllowedMimeTypes is { Count: > 0 } types && !files.All(file => types.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase))
            ? EndpointViolation.InvalidMimeType
            : null;
    }

    private sealed record SentFile(string Name, string FileName, string ContentType, byte[] Content)
    {
        public bool EndsIn(IReadOnlyList<string> extensions) => extensions.Any(
            extension => Path.GetExtension(FileName).Equals("." + extension.TrimStart('.'), StringComparison.OrdinalIgnoreCase));

        public JsonObject ToJson() => new()
        {
            ["name"] = Name,
            ["fileName"] = FileName,
            ["contentType"] = ContentType,
            ["length"] = Content.Length,
            ["content"] = Convert.ToBase64String(Content),
        };
    }
}
