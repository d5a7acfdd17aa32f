using System.Globalization;

namespace Delivery.IntegrationTests.Tracing;

/// <summary>Reads OTLP's <c>ExportTraceServiceRequest</c>. The numbers are those of opentelemetry-proto.</summary>
internal static class OtlpTraces
{
    public static List<Span> Read(ReadOnlySpan<byte> request)
    {
        var spans = new List<Span>();
        var reader = new ProtobufReader(request);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                ReadResourceSpans(reader.Bytes, spans);
            }
        }

        return spans;
    }

    private static void ReadResourceSpans(ReadOnlySpan<byte> message, List<Span> spans)
    {
        var service = string.Empty;
        var resource = new ProtobufReader(message);
        while (resource.Read())
        {
            if (resource.Field == 1)
            {
                service = ReadAttributes(resource.Bytes, field: 1).GetValueOrDefault("service.name", service);
            }
        }

        var scopes = new ProtobufReader(message);
        while (scopes.Read())
        {
            if (scopes.Field == 2)
            {
                ReadScopeSpans(scopes.Bytes, service, spans);
            }
        }
    }

    private static void ReadScopeSpans(ReadOnlySpan<byte> message, string service, List<Span> spans)
    {
        var scope = string.Empty;
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                scope = ReadScopeName(reader.Bytes);
            }
            else if (reader.Field == 2)
            {
                spans.Add(ReadSpan(reader.Bytes, scope, service));
            }
        }
    }

    private static string ReadScopeName(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                return reader.Text;
            }
        }

        return string.Empty;
    }

    private static Span ReadSpan(ReadOnlySpan<byte> message, string scope, string service)
    {
        var span = new Span("", "", "", "", SpanKind.Unspecified, 0, 0, scope, service, ReadAttributes(message, field: 9));
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            span = reader.Field switch
            {
                1 => span with { TraceId = reader.Hex },
                2 => span with { SpanId = reader.Hex },
                4 => span with { ParentId = reader.Hex },
                5 => span with { Name = reader.Text },
                6 => span with { Kind = (SpanKind)reader.Number },
                7 => span with { Start = reader.Number },
                8 => span with { End = reader.Number },
                _ => span,
            };
        }

        return span;
    }

    private static Dictionary<string, string> ReadAttributes(ReadOnlySpan<byte> message, int field)
    {
        var attributes = new Dictionary<string, string>();
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Field == field)
            {
                ReadAttribute(reader.Bytes, attributes);
            }
        }

        return attributes;
    }

    private static void ReadAttribute(ReadOnlySpan<byte> message, Dictionary<string, string> attributes)
    {
        var (key, value) = (string.Empty, default(string));
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                key = reader.Text;
            }
            else if (reader.Field == 2)
            {
                value = ReadValue(reader.Bytes);
            }
        }

        if (value is not null)
        {
            attributes[key] = value;
        }
    }

    /// <summary>Null for what is neither a text nor a whole number.</summary>
    private static string? ReadValue(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        return !reader.Read() ? null : reader.Field switch
        {
            1 => reader.Text,
            3 => ((long)reader.Number).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
